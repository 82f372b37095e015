import { attribute } from '../graph/attributes.ts';
import type { GraphBuilder, GraphTensor } from '../graph/graph-builder.ts';

const T = { T: attribute.type('float32') };

/** The length of all gradients taken as one vector. */
export function emitGlobalNorm(builder: GraphBuilder, gradients: readonly GraphTensor[]): GraphTensor {
  const halves = gradients.map((gradient) => builder.add('L2Loss', { inputs: [gradient], attributes: T }));
  const sum = builder.add('AddN', { inputs: halves, attributes: { ...T, N: attribute.int(halves.length) } });
  const twice = builder.add('Mul', { inputs: [sum, builder.scalar(2)], attributes: T });
  return builder.add('Sqrt', { inputs: [twice], attributes: T });
}

/** Shrinks all gradients alike so that their global norm is at most `limit` (as `tf.clip_by_global_norm`). */
export function emitClipByGlobalNorm(
  builder: GraphBuilder,
  gradients: readonly GraphTensor[],
  norm: GraphTensor,
  limit: number,
): GraphTensor[] {
  const larger = builder.add('Maximum', { inputs: [norm, builder.scalar(limit)], attributes: T });
  const factor = builder.add('RealDiv', { inputs: [builder.scalar(limit), larger], attributes: T });
  return gradients.map((gradient) => builder.add('Mul', { inputs: [gradient, factor], attributes: T }));
}
