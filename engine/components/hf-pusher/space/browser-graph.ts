import { toJson } from '@bufbuild/protobuf';
import {
  type NodeDef,
  NodeDefSchema,
} from '../../../formats/proto/gen/tensorflow/core/framework/node_def_pb.js';
import type { TensorProto } from '../../../formats/proto/gen/tensorflow/core/framework/tensor_pb.js';
import { DataType } from '../../../formats/proto/gen/tensorflow/core/framework/types_pb.js';
import { readSavedModel } from '../../../tensorflow/saved-model/signature.ts';
import { PushError } from '../push-error.ts';

/** A tfjs graph model: `model.json` and the bytes of its weights file. */
export interface BrowserGraph {
  readonly modelJson: object;
  readonly weights: Uint8Array;
  /** Shape of its one input, batch first; -1 where it is free. */
  readonly inputShape: readonly number[];
}

/** Name of the weights file that `modelJson` refers to. */
export const browserWeightsFile = 'weights.bin';

/**
 * Turns the part of a traced preprocessing graph that makes one feature into a tfjs graph model, so that a browser
 * computes exactly what training and serving compute. The format is tfjs-converter's (`model.json` with the GraphDef as
 * JSON, constants as weights).
 *
 * @throws PushError "no-preprocessing" where the graph needs more than one picture or an operation without a browser
 */
export async function toBrowserGraph(params: {
  readonly savedModel: string;
  readonly outputFeature: string | null;
}): Promise<BrowserGraph> {
  const model = await readSavedModel(params.savedModel);
  const graph = model.metaGraphs[0];
  const signature = graph?.signatureDef.serving_default;
  const nodes = new Map((graph?.graphDef?.node ?? []).map((node) => [node.name, node]));
  const outputs = Object.entries(signature?.outputs ?? {});
  const output = outputs.find(([name]) => name === params.outputFeature) ?? soleImage(outputs);
  if (output?.[1].encoding.case !== 'name') {
    throw noPreprocessing('it makes no picture');
  }
  const target = nodeName(output[1].encoding.value);
  const needed = neededNodes(nodes, target);
  const input = soleInput(needed);
  const { specs, weights } = collectWeights(needed);
  return {
    inputShape: shapeOf(input),
    weights,
    modelJson: {
      format: 'graph-model',
      generatedBy: 'millrace',
      convertedBy: null,
      signature: {
        inputs: { [input.name]: { name: `${input.name}:0` } },
        outputs: { [target]: { name: `${target}:0` } },
      },
      modelTopology: { node: needed.map(toTopologyNode), versions: {} },
      weightsManifest: specs.length === 0 ? [] : [{ paths: [browserWeightsFile], weights: specs }],
    },
  };
}

/** The output of rank 4, where the wanted one is not named. */
function soleImage<Info extends { readonly tensorShape?: { readonly dim: readonly unknown[] } | undefined }>(
  outputs: readonly (readonly [string, Info])[],
): readonly [string, Info] | undefined {
  const images = outputs.filter(([, info]) => info.tensorShape?.dim.length === 4);
  return images.length === 1 ? images[0] : undefined;
}

/** The nodes an output needs, inputs before users. */
function neededNodes(nodes: ReadonlyMap<string, NodeDef>, target: string): readonly NodeDef[] {
  const ordered = new Map<string, NodeDef>();
  const visit = (name: string): void => {
    const node = nodes.get(name);
    if (node === undefined || ordered.has(name)) {
      return;
    }
    for (const input of node.input) {
      visit(nodeName(input));
    }
    ordered.set(name, node);
  };
  visit(target);
  return [...ordered.values()];
}

function nodeName(input: string): string {
  return input.replace(/^\^/, '').replace(/:\d+$/, '');
}

function soleInput(nodes: readonly NodeDef[]): NodeDef {
  const inputs = nodes.filter((node) => node.op === 'Placeholder');
  const forbidden = nodes.find((node) => /VarHandleOp|PartitionedCall|Decode|Parse|HashTable/.test(node.op));
  if (forbidden !== undefined) {
    throw noPreprocessing(`the operation ${forbidden.op} has no counterpart in a browser`);
  }
  const [input, second] = inputs;
  if (input === undefined || second !== undefined) {
    throw noPreprocessing(`it reads ${inputs.length} features, and a visitor gives one picture`);
  }
  return input;
}

function shapeOf(node: NodeDef): readonly number[] {
  const value = node.attr.shape?.value;
  return value?.case === 'shape' ? value.value.dim.map((dimension) => Number(dimension.size)) : [];
}

/** A node as tfjs reads it: protobuf's JSON form, with control inputs and the constant's value left out. */
function toTopologyNode(node: NodeDef): unknown {
  const { value: _value, ...attr } = node.attr;
  const kept = node.op === 'Const' ? attr : node.attr;
  const input = node.input.filter((name) => !name.startsWith('^'));
  return toJson(NodeDefSchema, { ...node, input, attr: kept, device: '' });
}

interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32' | 'bool';
}

function collectWeights(nodes: readonly NodeDef[]): { specs: readonly WeightSpec[]; weights: Uint8Array } {
  const specs: WeightSpec[] = [];
  const parts: Uint8Array[] = [];
  for (const node of nodes.filter(({ op }) => op === 'Const')) {
    const value = node.attr.value?.value;
    if (value?.case === 'tensor') {
      const { dtype, bytes } = constantBytes(value.value, node.name);
      const shape = (value.value.tensorShape?.dim ?? []).map((dimension) => Number(dimension.size));
      specs.push({ name: node.name, shape, dtype });
      parts.push(bytes);
    }
  }
  return { specs, weights: Buffer.concat(parts) };
}

/** A constant's values as tfjs stores weights: little-endian, int64 narrowed to int32. */
function constantBytes(tensor: TensorProto, name: string): { dtype: WeightSpec['dtype']; bytes: Uint8Array } {
  const count = (tensor.tensorShape?.dim ?? []).reduce((product, { size }) => product * Number(size), 1);
  switch (tensor.dtype) {
    case DataType.DT_FLOAT:
      return { dtype: 'float32', bytes: fill(tensor, Float32Array, tensor.floatVal, count) };
    case DataType.DT_INT32:
      return { dtype: 'int32', bytes: fill(tensor, Int32Array, tensor.intVal, count) };
    case DataType.DT_INT64: {
      const wide = fill(tensor, BigInt64Array, tensor.int64Val, count);
      const values = new BigInt64Array(wide.buffer, wide.byteOffset, count);
      return { dtype: 'int32', bytes: new Uint8Array(Int32Array.from(values, Number).buffer) };
    }
    case DataType.DT_BOOL:
      return { dtype: 'bool', bytes: fill(tensor, Uint8Array, tensor.boolVal.map(Number), count) };
    default:
      throw noPreprocessing(`the constant "${name}" has a type without a counterpart in a browser`);
  }
}

/** Bytes of a constant that may be given in full, as raw content, or as one value for all (TensorFlow's tensor.proto). */
function fill<
  Value,
  Values extends ArrayBufferView & { set(values: ArrayLike<Value>): void; fill(value: Value): unknown },
>(
  tensor: TensorProto,
  Type: new (length: number) => Values,
  values: readonly Value[],
  count: number,
): Uint8Array<ArrayBuffer> {
  if (tensor.tensorContent.byteLength > 0) {
    return Uint8Array.from(tensor.tensorContent);
  }
  const typed = new Type(count);
  const last = values.at(-1);
  if (last !== undefined) {
    typed.fill(last);
    typed.set(values);
  }
  return new Uint8Array(typed.buffer as ArrayBuffer);
}

function noPreprocessing(why: string): PushError {
  return new PushError('no-preprocessing', `The preprocessing cannot run in a browser: ${why}`, {
    hint: 'Choose a Gradio Space, which runs the SavedModel itself',
  });
}
