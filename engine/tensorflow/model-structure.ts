import type * as tfjs from '@tensorflow/tfjs';
import * as z from 'zod';
import { type ReceptiveField, receptiveFields } from './receptive-field/receptive-field.ts';

const pairSchema = z.tuple([z.number(), z.number()]).readonly();

export const modelLayerSchema = z.object({
  name: z.string(),
  type: z.string(),
  outputShape: z.array(z.number().nullable()),
  parameters: z.number(),
  trainableParameters: z.number().default(0),
  /** Absent where it is not known, as in files that were written before it was. */
  receptiveField: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('whole') }),
      z.object({ kind: z.literal('window'), size: pairSchema, stride: pairSchema }),
    ])
    .optional(),
});
export type ModelLayer = z.infer<typeof modelLayerSchema>;

/** The file in a Model artifact that lists the layers; a SavedModel no longer knows them. */
export const MODEL_STRUCTURE_FILE = 'model_structure.json';

/** The layers of a model, those of models inside it included, in the order in which they compute. */
export function modelStructure(model: tfjs.LayersModel): ModelLayer[] {
  const fields = receptiveFields(model);
  return innermostLayers(model).map((layer) => describeLayer(layer, fields.get(layer)));
}

function innermostLayers(model: tfjs.LayersModel): tfjs.layers.Layer[] {
  return model.layers.flatMap((layer) =>
    'layers' in layer ? innermostLayers(layer as tfjs.LayersModel) : [layer],
  );
}

function describeLayer(layer: tfjs.layers.Layer, receptiveField: ReceptiveField | undefined): ModelLayer {
  const [shape] = Array.isArray(layer.outputShape[0])
    ? (layer.outputShape as tfjs.Shape[])
    : [layer.outputShape];
  return {
    name: layer.name,
    type: layer.getClassName(),
    outputShape: [...((shape ?? []) as (number | null)[])],
    parameters: layer.countParams(),
    trainableParameters: layer.trainable ? sizeOf(layer.trainableWeights) : 0,
    ...(receptiveField && { receptiveField }),
  };
}

function sizeOf(weights: tfjs.layers.Layer['weights']): number {
  return weights.reduce(
    (sum, { shape }) => sum + shape.reduce<number>((size, side) => size * (side ?? 1), 1),
    0,
  );
}
