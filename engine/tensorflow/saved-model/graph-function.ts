import { clone, create } from '@bufbuild/protobuf';
import {
  type FunctionDef,
  FunctionDef_ArgAttrsSchema,
  FunctionDefSchema,
} from '../../formats/proto/gen/tensorflow/core/framework/function_pb.js';
import type { GraphDef } from '../../formats/proto/gen/tensorflow/core/framework/graph_pb.js';
import {
  type NodeDef,
  NodeDefSchema,
} from '../../formats/proto/gen/tensorflow/core/framework/node_def_pb.js';
import {
  type OpDef_ArgDef,
  OpDef_ArgDefSchema,
} from '../../formats/proto/gen/tensorflow/core/framework/op_def_pb.js';
import { attribute, type Shape, shapeProto } from '../graph/attributes.ts';
import { type DTypeName, dtypeNumber } from '../graph/dtype.ts';
import { type GraphTensor, nodeOf } from '../graph/graph-builder.ts';
import { reachable } from '../graph/import-graph.ts';
import { functionOutput } from './function-outputs.ts';

/** A tensor of a graph that a function is given, or gives. */
export interface FunctionTensor {
  readonly tensor: GraphTensor;
  readonly dtype: DTypeName;
  readonly shape: Shape;
  /** What a resource holds, for variables. */
  readonly holds?: { readonly dtype: DTypeName; readonly shape: Shape };
}

export interface GraphFunctionSpec {
  readonly name: string;
  /** First nodes of what is copied; a node that stands for one must not have other outputs. */
  readonly inputs: readonly FunctionTensor[];
  readonly outputs: readonly FunctionTensor[];
}

/**
 * Makes a function of the part of a graph that leads from some tensors to others. The graph itself stays as it is. The
 * names of its operations' outputs must be known (`unnamedOperations`).
 */
export function graphFunction(graph: GraphDef, spec: GraphFunctionSpec): FunctionDef {
  const body = functionBody(graph, spec);
  const results = spec.outputs.map(({ tensor }) => body.named(tensor));
  return create(FunctionDefSchema, {
    signature: {
      name: spec.name,
      inputArg: spec.inputs.map((input, index) => argument(inputName(index), input)),
      outputArg: spec.outputs.map((output, index) => argument(outputName(index), output)),
      isStateful: true,
    },
    argAttr: Object.fromEntries(spec.inputs.map((input, index) => [index, argumentShape(input)])),
    nodeDef: body.nodes,
    ret: Object.fromEntries(results.map((result, index) => [outputName(index), result])),
  });
}

interface Body {
  readonly nodes: NodeDef[];
  /** How the function names a tensor of the graph. */
  readonly named: (tensor: GraphTensor) => string;
}

function functionBody(graph: GraphDef, { inputs, outputs }: GraphFunctionSpec): Body {
  const given = new Map(inputs.map(({ tensor }, index) => [nodeOf(tensor), inputName(index)]));
  const needed = reachable(
    graph.node,
    outputs.map(({ tensor }) => tensor),
    given,
  );
  const copied = new Map(
    graph.node.flatMap((node) => (needed.has(node.name) && !given.has(node.name) ? [[node.name, node]] : [])),
  );
  const named = (tensor: GraphTensor) => {
    const node = copied.get(nodeOf(tensor));
    const index = Number(tensor.split(':')[1] ?? 0);
    return node === undefined ? (given.get(nodeOf(tensor)) ?? tensor) : functionOutput(node, index);
  };
  return { nodes: [...copied.values()].map((node) => copyNode(node, named)), named };
}

function copyNode(node: NodeDef, named: Body['named']): NodeDef {
  const copy = clone(NodeDefSchema, node);
  copy.input = node.input.map((input) => (input.startsWith('^') ? input : named(input)));
  return copy;
}

function argument(name: string, { dtype, holds }: FunctionTensor): OpDef_ArgDef {
  return create(OpDef_ArgDefSchema, {
    name,
    type: dtypeNumber(dtype),
    handleData:
      holds === undefined ? [] : [{ dtype: dtypeNumber(holds.dtype), shape: shapeProto(holds.shape) }],
  });
}

/** The attribute in which Python's loader looks for the shape of an argument. */
function argumentShape({ shape }: FunctionTensor) {
  return create(FunctionDef_ArgAttrsSchema, { attr: { _output_shapes: attribute.shapes([shape]) } });
}

function inputName(index: number): string {
  return `input_${index}`;
}

function outputName(index: number): string {
  return `output_${index}`;
}
