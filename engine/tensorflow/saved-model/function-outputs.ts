import type { AttrValue } from '../../formats/proto/gen/tensorflow/core/framework/attr_value_pb.js';
import type { NodeDef } from '../../formats/proto/gen/tensorflow/core/framework/node_def_pb.js';
import { opsByOutputs } from './op-outputs.ts';

const outputsByOp = new Map<string, readonly string[]>(
  Object.entries(opsByOutputs).flatMap(([outputs, ops]) =>
    ops.map((op) => [op, outputs.split(' ')] as const),
  ),
);

/**
 * How the body of a function names an output of one of its nodes, such as "norm:batch_mean:0", where a graph writes
 * "norm:1". Undefined for operations that are not known.
 */
export function functionOutput({ name, op, attr }: NodeDef, index: number): string | undefined {
  let first = 0;
  for (const output of outputsByOp.get(op) ?? []) {
    const [label, attribute] = output.split('*');
    const count = attribute === undefined ? 1 : countOf(attr[attribute]);
    if (index < first + count) {
      return `${name}:${label}:${index - first}`;
    }
    first += count;
  }
  return undefined;
}

/** The number of outputs that an attribute stands for: itself, or the length of its list of types. */
function countOf(attribute: AttrValue | undefined): number {
  const { value } = attribute ?? {};
  if (value?.case === 'list') {
    return value.value.type.length;
  }
  return value?.case === 'i' ? Number(value.value) : 0;
}
