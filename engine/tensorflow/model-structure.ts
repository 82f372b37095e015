import type * as tfjs from '@tensorflow/tfjs';
import * as z from 'zod';

export const modelLayerSchema = z.object({
  name: z.string(),
  type: z.string(),
  outputShape: z.array(z.number().nullable()),
  parameters: z.number(),
  trainableParameters: z.number().default(0),
});
export type ModelLayer = z.infer<typeof modelLayerSchema>;

/** The file in a Model artifact that lists the layers; a SavedModel no longer knows them. */
export const MODEL_STRUCTURE_FILE = 'model_structure.json';

/** The layers of a model, those of models inside it included, in the order in which they compute. */
export function modelStructure(model: tfjs.LayersModel): ModelLayer[] {
  return model.layers.flatMap((layer) => {
    const inner = (layer as Partial<tfjs.LayersModel>).layers;
    return inner === undefined
      ? [describeLayer(layer)]
      : modelStructure(layer as unknown as tfjs.LayersModel);
  });
}

function describeLayer(layer: tfjs.layers.Layer): ModelLayer {
  const [shape] = Array.isArray(layer.outputShape[0])
    ? (layer.outputShape as tfjs.Shape[])
    : [layer.outputShape];
  return {
    name: layer.name,
    type: layer.getClassName(),
    outputShape: [...((shape ?? []) as (number | null)[])],
    parameters: layer.countParams(),
    trainableParameters: layer.trainable ? sizeOf(layer.trainableWeights) : 0,
  };
}

function sizeOf(weights: tfjs.layers.Layer['weights']): number {
  return weights.reduce(
    (sum, { shape }) => sum + shape.reduce<number>((size, side) => size * (side ?? 1), 1),
    0,
  );
}
