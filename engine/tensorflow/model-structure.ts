import type * as tfjs from '@tensorflow/tfjs';
import * as z from 'zod';

export const modelLayerSchema = z.object({
  name: z.string(),
  type: z.string(),
  outputShape: z.array(z.number().nullable()),
  parameters: z.number(),
  trainable: z.boolean(),
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
    trainable: layer.trainable && layer.trainableWeights.length > 0,
  };
}
