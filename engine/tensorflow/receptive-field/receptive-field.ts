import type * as tfjs from '@tensorflow/tfjs';
import { type AxisField, joined, pixelField, sizeOf, strideOf } from './axis-field.ts';
import { axisThrough, isPointwise, isWhole, joinsBranches, type SpatialConfig } from './layer-kinds.ts';

/** How much of the input image a layer sees; `whole` where all of it whatever its size. */
export type ReceptiveField =
  | { readonly kind: 'whole' }
  | {
      readonly kind: 'window';
      /** Height and width in pixels of the input; more than the image has where padding is seen as well. */
      readonly size: readonly [number, number];
      /** Pixels of the input between two neighbours in the layer's output. */
      readonly stride: readonly [number, number];
    };

/** Bounds along both axes, the whole image, or null where a layer of another kind lies between. */
type Field = readonly [AxisField, AxisField] | 'whole' | null;

/**
 * The theoretical receptive field of each layer of a model, those of models inside it included: of every pixel that
 * can have an influence on a position of the layer's output. Layers on whose way there is one that this does not know
 * have none.
 */
export function receptiveFields(model: tfjs.LayersModel): ReadonlyMap<tfjs.layers.Layer, ReceptiveField> {
  const fields = new Map<tfjs.layers.Layer, Field>();
  follow(model, fields);
  const found = new Map<tfjs.layers.Layer, ReceptiveField>();
  for (const [layer, field] of fields) {
    if (field === 'whole') found.set(layer, { kind: 'whole' });
    else if (field !== null) {
      const [height, width] = field;
      found.set(layer, {
        kind: 'window',
        size: [sizeOf(height), sizeOf(width)],
        stride: [strideOf(height), strideOf(width)],
      });
    }
  }
  return found;
}

function follow(model: tfjs.LayersModel, fields: Map<tfjs.layers.Layer, Field>): void {
  for (const layer of model.layers) {
    if (fields.has(layer)) continue;
    const inputs = inputsOf(layer).map((input) => fields.get(input) ?? startOf(input));
    if (isModel(layer)) {
      for (const [at, input] of layer.inputs.entries()) fields.set(input.sourceLayer, inputs[at] ?? null);
      follow(layer, fields);
      fields.set(layer, fields.get((layer.outputs[0] as tfjs.SymbolicTensor).sourceLayer) ?? null);
    } else fields.set(layer, inputs.length === 0 ? startOf(layer) : fieldOf(layer, inputs));
  }
}

/** A sequential model does not list the layer that stands for its input. */
function startOf(layer: tfjs.layers.Layer): Field {
  return layer.getClassName() === 'InputLayer' && shapeOf(layer.outputShape).length === 4
    ? [pixelField, pixelField]
    : null;
}

function fieldOf(layer: tfjs.layers.Layer, inputs: readonly Field[]): Field {
  const kind = layer.getClassName();
  if (inputs.some((input) => input === null)) return null;
  if (inputs.includes('whole') || isWhole(kind)) return 'whole';
  const known = inputs as readonly (readonly [AxisField, AxisField])[];
  const [first] = known;
  if (first === undefined || isPointwise(kind)) return first ?? null;
  if (joinsBranches(kind)) {
    const [height, width] = [joined(known.map(([one]) => one)), joined(known.map(([, one]) => one))];
    return height && width && [height, width];
  }
  const config = layer.getConfig() as SpatialConfig;
  const sides = shapeOf((inputsOf(layer)[0] as tfjs.layers.Layer).outputShape);
  const [height, width] = ([0, 1] as const).map((axis) =>
    axisThrough(first[axis], { kind, config, axis, side: sides[axis + 1] ?? null }),
  );
  return height && width ? [height, width] : null;
}

function inputsOf(layer: tfjs.layers.Layer): readonly tfjs.layers.Layer[] {
  return [...new Set(layer.inboundNodes.flatMap(({ inboundLayers }) => inboundLayers))];
}

function isModel(layer: tfjs.layers.Layer): layer is tfjs.LayersModel {
  return 'layers' in layer;
}

function shapeOf(shape: tfjs.Shape | tfjs.Shape[]): tfjs.Shape {
  return Array.isArray(shape[0]) ? (shape[0] as tfjs.Shape) : (shape as tfjs.Shape);
}
