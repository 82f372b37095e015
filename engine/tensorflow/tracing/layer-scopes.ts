import type * as tfjs from '@tensorflow/tfjs';
import type { Recorder } from './recorder.ts';

export type Layer = tfjs.layers.Layer;

/** How a layer computes while it is recorded, in place of its own `call`. */
export type LayerCall = (
  inputs: tfjs.Tensor | tfjs.Tensor[],
  options: { readonly training?: boolean } & Record<string, unknown>,
) => tfjs.Tensor | tfjs.Tensor[];

/** Gives the replacement for a layer's `call`, or undefined where the layer's own is right. */
export type LayerReplacement = (layer: Layer) => LayerCall | undefined;

/**
 * Makes every layer of a model name what it records, and compute by its replacement where there is one.
 *
 * @returns a function that makes the layers as they were
 */
export function enterLayerScopes(
  model: tfjs.LayersModel,
  recorder: Recorder,
  replacement: LayerReplacement,
): () => void {
  const restores = model.layers.map((layer) => enterLayerScope(layer, recorder, replacement));
  return () => {
    for (const restore of restores) {
      restore();
    }
  };
}

function enterLayerScope(layer: Layer, recorder: Recorder, replacement: LayerReplacement): () => void {
  const leaveInner = isModel(layer) ? enterLayerScopes(layer, recorder, replacement) : () => {};
  const call: LayerCall = replacement(layer) ?? layer.call.bind(layer);
  layer.call = (inputs, options) => recorder.within(layer.name, () => call(inputs, options));
  return () => {
    // The instance's own property hid the class's method; deleting it brings the method back.
    Reflect.deleteProperty(layer, 'call');
    leaveInner();
  };
}

function isModel(layer: Layer): layer is tfjs.LayersModel {
  return Array.isArray((layer as { layers?: unknown }).layers);
}
