import * as z from 'zod';
import { defineComponent } from '../../pipeline/component.ts';

const count = (title: string, description: string, fallback: number) =>
  z.number().int().min(1).max(1000).default(fallback).meta({ title, description });

const parameters = z.object({
  project: z.string().default('').meta({
    title: 'Project',
    description: 'The Google Cloud project. Empty: the one of the credentials.',
    widget: 'choice',
  }),
  region: z
    .string()
    .default('us-central1')
    .meta({ title: 'Region', description: 'Where models and endpoints live', widget: 'choice' }),
  staging_folder: z
    .string()
    .regex(/^(?:gs:\/\/[a-z0-9].*)?$/, 'must look like gs://bucket/folder')
    .default('')
    .meta({
      title: 'Cloud Storage folder',
      description: 'gs://bucket/folder that models are uploaded to',
      widget: 'choice',
    }),
  model_name: z.string().default('').meta({
    title: 'Registry model',
    description: "Each push is a new version of the model with this name. Empty: the pipeline's name.",
    widget: 'choice',
  }),
  aliases: z
    .array(
      z.string().regex(/^[a-z][a-z0-9-]{0,126}[a-z0-9]$/, 'must be lower-case letters, digits and dashes'),
    )
    .default([])
    .meta({ title: 'Aliases', description: 'Names for this version, moved from the version that has them' }),
  serving_image: z
    .string()
    .default('us-docker.pkg.dev/vertex-ai/prediction/tf2-cpu.2-15:latest')
    .meta({ title: 'Serving image', description: 'Container image that answers predictions' }),
  deploy: z.boolean().default(true).meta({
    title: 'Deploy',
    description:
      'Also deploy the version on the endpoint. A deployed model keeps a machine, which costs money.',
  }),
  endpoint_name: z.string().default('').meta({
    title: 'Endpoint',
    description: 'Reused when it exists. Empty: prediction- and the name of the pipeline.',
    widget: 'choice',
  }),
  machine_type: z
    .string()
    .default('n1-standard-4')
    .meta({ title: 'Machine', description: 'Of each replica' }),
  accelerator_type: z.string().default('').meta({
    title: 'Accelerator',
    description: 'Such as NVIDIA_TESLA_T4. Empty: none.',
  }),
  accelerator_count: count('Accelerators', 'Of each replica', 1),
  min_replica_count: count('Fewest replicas', 'Running even without traffic', 1),
  max_replica_count: count('Most replicas', 'Under load', 1),
  traffic_percent: z.number().int().min(1).max(100).default(100).meta({
    title: 'Traffic',
    description: 'Percent for the new version; below 100 the others keep the rest, as a canary',
  }),
  undeploy_idle: z.boolean().default(false).meta({
    title: 'Undeploy versions without traffic',
    description: 'They keep their machines, and cost, until they are undeployed',
  }),
  check_prediction: z.boolean().default(true).meta({
    title: 'Compare a prediction',
    description: "Ask the endpoint for one example's prediction and compare it with the local model's",
  }),
});

export type VertexPusherParameters = z.output<typeof parameters>;

export const vertexPusher = defineComponent({
  name: 'VertexPusher',
  title: 'VertexPusher',
  summary: 'Registers a blessed model on Vertex AI and deploys it on an endpoint',
  category: 'push',
  impl: 1,
  mlmdType: 'tfx.extensions.google_cloud_ai_platform.pusher.component.Pusher',
  mlmdBaseType: 'mlmd.Deploy',
  inputs: {
    model: { types: ['Model'], description: 'The model' },
    model_blessing: {
      types: ['ModelBlessing'],
      optional: true,
      description: 'Pushed only if it blesses the model',
    },
    infra_blessing: {
      types: ['InfraBlessing'],
      optional: true,
      description: 'Pushed only if it blesses the model',
    },
    examples: {
      types: ['Examples'],
      optional: true,
      description: 'An image of these is predicted to compare',
    },
  },
  outputs: { pushed_model: { type: 'PushedModel', description: 'Where the model went' } },
  parameters,
  cache: 'never',
  effects: 'outside',
  resources: 'tensorflow',
  dependsOnRuntime: false,
  secrets: ['google'],
});
