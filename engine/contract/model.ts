import * as z from 'zod';
import { method } from './method.ts';

/** How much of the input image has an influence on a position of a layer's output. */
const receptiveFieldSchema = z.object({
  /** Height and width in pixels of the input; null for all of it whatever its size. */
  size: z.tuple([z.number(), z.number()]).nullable(),
  /** Pixels of the input between two neighbours in the output; null with `size`. */
  stride: z.tuple([z.number(), z.number()]).nullable(),
  /** Share of the input image, at most 1; null where it takes images of any size. */
  share: z.number().nullable(),
});
export type ReceptiveFieldView = z.infer<typeof receptiveFieldSchema>;

/** A block of layers, for the structure view. */
const modelBlockSchema = z.object({
  name: z.string(),
  layers: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      outputShape: z.array(z.number().nullable()),
      parameters: z.number(),
      trainable: z.boolean(),
      receptiveField: receptiveFieldSchema.optional(),
    }),
  ),
  parameters: z.number(),
  trainableParameters: z.number(),
});

export const modelViewSchema = z.object({
  artifactId: z.number().int(),
  blocks: z.array(modelBlockSchema),
  parameters: z.number(),
  trainableParameters: z.number(),
  signatures: z.array(
    z.object({
      name: z.string(),
      inputs: z.array(z.object({ name: z.string(), dtype: z.string(), shape: z.array(z.number()) })),
      outputs: z.array(z.object({ name: z.string(), dtype: z.string(), shape: z.array(z.number()) })),
    }),
  ),
  sizeBytes: z.number(),
});
export type ModelView = z.infer<typeof modelViewSchema>;

/** Scalars recorded by training, by tag; `x` is the global step, with epoch and wall time beside it. */
export const trainingViewSchema = z.object({
  executionId: z.number().int(),
  series: z.array(
    z.object({
      tag: z.string(),
      /** Which training of a search it is of. */
      trial: z.string().optional(),
      steps: z.array(z.number()),
      epochs: z.array(z.number()),
      timesMs: z.array(z.number()),
      values: z.array(z.number().nullable()),
    }),
  ),
  /** Sample predictions by epoch; paths are under `/execution/{executionId}/sample/{path}`. */
  samples: z.array(
    z.object({
      epoch: z.number(),
      images: z.array(
        z.object({ id: z.string(), image: z.string(), label: z.string().optional(), prediction: z.string() }),
      ),
    }),
  ),
  /** Where the pictures of the samples lay, where they are no longer. */
  samplesGone: z.string().optional(),
  /** Names and colours of the classes of the samples' masks, as `examples.open` gives them; absent without masks. */
  classes: z.array(z.object({ code: z.number().int(), name: z.string(), color: z.string() })).optional(),
  checkpoints: z.array(z.object({ epoch: z.number(), step: z.number(), best: z.boolean() })),
  trials: z.array(
    z.object({
      trial: z.string(),
      score: z.number().nullable(),
      hyperparameters: z.record(z.string(), z.json()),
    }),
  ),
});
export type TrainingView = z.infer<typeof trainingViewSchema>;

export const transformPreviewSchema = z.object({
  rows: z.array(
    z.object({
      record: z.number().int(),
      before: z.record(z.string(), z.object({ summary: z.string(), image: z.string().nullable() })),
      after: z.record(z.string(), z.object({ summary: z.string(), image: z.string().nullable() })),
    }),
  ),
});

export const modelMethods = {
  'model.get': method(z.object({ artifactId: z.number().int() }), modelViewSchema),
  'training.get': method(z.object({ executionId: z.number().int() }), trainingViewSchema),
  'transform.preview': method(
    z.object({ artifactId: z.number().int(), split: z.string(), records: z.array(z.number().int()).max(24) }),
    transformPreviewSchema,
  ),
  /** Runs `serving_default` on one encoded image (base64); the mask comes back as a colour-mapped PNG (base64). */
  'model.predict': method(
    z.object({ artifactId: z.number().int(), image: z.string() }),
    z.object({
      mask: z.string(),
      width: z.number(),
      height: z.number(),
      milliseconds: z.number(),
      classes: z.array(
        z.object({ code: z.number(), name: z.string(), color: z.string(), fraction: z.number() }),
      ),
    }),
  ),
};
