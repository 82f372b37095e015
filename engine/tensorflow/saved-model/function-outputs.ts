import type { AttrValue } from '../../formats/proto/gen/tensorflow/core/framework/attr_value_pb.js';
import type { NodeDef } from '../../formats/proto/gen/tensorflow/core/framework/node_def_pb.js';
import { nodeOf } from '../graph/graph-builder.ts';
import { reachable } from '../graph/import-graph.ts';
import { opsByOutputs } from './op-outputs.ts';
import type { SavedModelSpec } from './write-saved-model.ts';

const outputsByOp = new Map<string, readonly string[]>(
  Object.entries(opsByOutputs).flatMap(([outputs, ops]) =>
    ops.map((op) => [op, outputs.split(' ')] as const),
  ),
);

/** The operations of a model's signatures and functions whose outputs `functionOutput` cannot name, sorted. */
export function unnamedOperations({
  graph,
  signatures,
  functions = {},
}: Pick<SavedModelSpec, 'graph' | 'signatures' | 'functions'>): string[] {
  const specs = [...Object.values(signatures), ...Object.values(functions)];
  const given = specs.flatMap(({ inputs }) =>
    Object.values(inputs)
      .flat()
      .map(({ tensor }) => tensor),
  );
  const wanted = specs.flatMap(({ outputs }) => Object.values(outputs).map(({ tensor }) => tensor));
  const stops = new Set(given.map(nodeOf));
  const needed = reachable(graph.node, wanted, new Map(given.map((tensor) => [tensor, true])));
  const copied = graph.node.filter(({ name }) => needed.has(name) && !stops.has(name));
  return [...new Set(copied.map(({ op }) => op).filter((op) => !outputsByOp.has(op)))].sort();
}

/**
 * How the body of a function names an output of one of its nodes, such as "norm:batch_mean:0", where a graph writes
 * "norm:1".
 *
 * @throws RangeError for an output that the operation does not have
 */
export function functionOutput({ name, op, attr }: NodeDef, index: number): string {
  let first = 0;
  for (const output of outputsByOp.get(op) ?? []) {
    const [label, attribute] = output.split('*');
    const count = attribute === undefined ? 1 : countOf(attr[attribute]);
    if (index < first + count) {
      return `${name}:${label}:${index - first}`;
    }
    first += count;
  }
  throw new RangeError(`Operation "${op}" has no known output ${index}`);
}

/** The number of outputs that an attribute stands for: itself, or the length of its list of types. */
function countOf(attribute: AttrValue | undefined): number {
  const { value } = attribute ?? {};
  if (value?.case === 'list') {
    return value.value.type.length;
  }
  return value?.case === 'i' ? Number(value.value) : 0;
}
