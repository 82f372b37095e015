import type { NodeDef } from '../../formats/proto/gen/tensorflow/core/framework/node_def_pb.js';
import type { MetaGraphDef } from '../../formats/proto/gen/tensorflow/core/protobuf/meta_graph_pb.js';
import { type GraphBuilder, type GraphTensor, nodeOf } from './graph-builder.ts';

/**
 * Copies the part of a graph that leads to some of its tensors into another graph.
 *
 * Lookup tables come with what fills them.
 *
 * @param replace tensors of the source that are already there under another name (its inputs, mostly)
 * @param readAsset gives the content of one of the source's asset files
 * @returns the copies of `wanted`, in order
 */
export function importGraph(
  builder: GraphBuilder,
  source: MetaGraphDef,
  wanted: readonly GraphTensor[],
  replace: ReadonlyMap<GraphTensor, GraphTensor>,
  readAsset: (filename: string) => Uint8Array,
): GraphTensor[] {
  const nodes = source.graphDef?.node ?? [];
  const needed = reachable(nodes, wanted, replace);
  const renamed = new Map<string, GraphTensor>([...replace].map(([from, to]) => [nodeOf(from), to]));
  for (const node of nodes.filter(({ name }) => needed.has(name) && !renamed.has(name))) {
    const copy = () => copyNode(builder, node, renamed);
    renamed.set(node.name, isTable(node) ? builder.once(tableKey(node), copy) : copy());
  }
  importInitializers(builder, source, renamed, readAsset);
  for (const definition of source.graphDef?.library?.function ?? []) {
    builder.addFunction(definition);
  }
  return wanted.map((tensor) => rename(tensor, renamed));
}

/** Copies the operations that fill the tables that were copied, with the files they read. */
function importInitializers(
  builder: GraphBuilder,
  source: MetaGraphDef,
  renamed: ReadonlyMap<string, GraphTensor>,
  readAsset: (filename: string) => Uint8Array,
): void {
  const nodes = source.graphDef?.node ?? [];
  const tables = new Map(nodes.filter(isTable).map((node) => [node.name, node]));
  for (const node of nodes) {
    const [table, asset] = node.input.map(nodeOf);
    const target = table === undefined ? undefined : renamed.get(table);
    const key = tables.get(table ?? '');
    if (node.op === 'InitializeTableFromTextFileV2' && target !== undefined && key !== undefined) {
      builder.once(`fill ${tableKey(key)}`, () => {
        const filename = assetFilename(source, asset as string);
        const tensor = builder.addAsset(filename, readAsset(filename));
        const fill = builder.add(node.op, {
          name: node.name,
          inputs: [target, tensor],
          attributes: node.attr,
        });
        builder.addInitializer(fill);
        return fill;
      });
    }
  }
}

function isTable({ op }: NodeDef): boolean {
  return op === 'HashTableV2';
}

function tableKey(node: NodeDef): string {
  const name = node.attr.shared_name?.value;
  return `table ${name?.case === 's' ? Buffer.from(name.value).toString() : node.name}`;
}

function assetFilename({ assetFileDef }: MetaGraphDef, tensor: string): string {
  const asset = assetFileDef.find(
    ({ tensorInfo }) => tensorInfo?.encoding.case === 'name' && nodeOf(tensorInfo.encoding.value) === tensor,
  );
  if (asset === undefined) {
    throw new Error(`The graph's tensor "${tensor}" names no asset file`);
  }
  return asset.filename;
}

/** Names of all nodes that some tensors depend on, themselves included; the search stops at replaced ones. */
export function reachable(
  nodes: readonly NodeDef[],
  wanted: readonly GraphTensor[],
  stopAt: ReadonlyMap<GraphTensor, unknown> = new Map(),
): Set<string> {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const stops = new Set([...stopAt.keys()].map(nodeOf));
  const found = new Set<string>();
  const open = wanted.map(nodeOf);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (!found.has(name)) {
      found.add(name);
      open.push(...(stops.has(name) ? [] : (byName.get(name)?.input ?? []).map(inputNode)));
    }
  }
  return found;
}

/** Nodes of our graphs are written after their inputs, so that one pass copies them all. */
function copyNode(
  builder: GraphBuilder,
  node: NodeDef,
  renamed: ReadonlyMap<string, GraphTensor>,
): GraphTensor {
  const isControl = (input: string) => input.startsWith('^');
  return builder.add(node.op, {
    name: node.name,
    inputs: node.input.filter((input) => !isControl(input)).map((input) => rename(input, renamed)),
    after: node.input.filter(isControl).map((input) => rename(input.slice(1), renamed)),
    attributes: node.attr,
  });
}

function rename(tensor: GraphTensor, renamed: ReadonlyMap<string, GraphTensor>): GraphTensor {
  const target = renamed.get(nodeOf(tensor));
  if (target === undefined) {
    throw new Error(`The graph has no node "${nodeOf(tensor)}" before the one that reads it`);
  }
  const index = tensor.split(':')[1];
  return index === undefined || index === '0' ? target : `${target}:${index}`;
}

function inputNode(input: string): string {
  return nodeOf(input.startsWith('^') ? input.slice(1) : input);
}
