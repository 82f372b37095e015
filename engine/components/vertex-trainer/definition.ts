import * as z from 'zod';
import { defineComponent } from '../../pipeline/component.ts';
import { trainer } from '../trainer/definition.ts';

const vertex = z
  .object({
    project: z
      .string()
      .default('')
      .meta({ title: 'Project', description: 'Empty: the one of the credentials' }),
    region: z.string().default('us-central1').meta({ title: 'Region' }),
    staging_folder: z
      .string()
      .regex(/^gs:\/\/[a-z0-9]/, 'must look like gs://bucket/folder')
      .meta({
        title: 'Cloud Storage folder',
        description: 'Inputs go up and the model comes back through it',
      }),
    image_uri: z
      .string()
      .min(1)
      .meta({ title: 'Container image', description: 'Built from the exported Dockerfile' }),
    notebook_in_image: z.string().default('/pipeline').meta({
      title: 'Folder in the image',
      description: 'Where the notebook and its modules lie in the image',
    }),
    machine_type: z.string().default('n1-standard-4').meta({ title: 'Machine' }),
    accelerator_type: z
      .string()
      .default('')
      .meta({ title: 'Accelerator', description: 'Such as NVIDIA_TESLA_T4' }),
    accelerator_count: z.number().int().min(1).max(16).default(1).meta({ title: 'Accelerators' }),
  })
  .meta({ title: 'Vertex AI', description: 'The machine the training runs on' });

/** The Trainer as a custom job on Vertex AI: the same parameters and outputs, and a machine. */
export const vertexTrainer = defineComponent({
  ...trainer,
  name: 'VertexTrainer',
  title: 'VertexTrainer',
  summary: 'Trains as a custom job on Vertex AI and fetches the model back',
  mlmdType: 'tfx.extensions.google_cloud_ai_platform.trainer.component.Trainer',
  parameters: trainer.parameters.extend({ vertex }),
  effects: 'outside',
  resources: 'light',
  secrets: ['google'],
});

export type VertexTrainerParameters = z.output<typeof vertexTrainer.parameters>;
