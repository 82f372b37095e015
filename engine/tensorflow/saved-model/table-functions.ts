import { clone, create } from '@bufbuild/protobuf';
import {
  type FunctionDef,
  FunctionDefSchema,
} from '../../formats/proto/gen/tensorflow/core/framework/function_pb.js';
import {
  type NodeDef,
  NodeDefSchema,
} from '../../formats/proto/gen/tensorflow/core/framework/node_def_pb.js';
import { attribute } from '../graph/attributes.ts';
import { type DTypeName, dtypeNumber } from '../graph/dtype.ts';
import { tensorProto } from '../graph/tensor-proto.ts';

/** The function that makes a lookup table, from the node of a graph that does. */
export function createTableFunction(name: string, table: NodeDef): FunctionDef {
  return oneResult(name, [], { nodes: [copyOf(table, 'table', [])], result: 'table:table_handle:0' });
}

/** The function that fills a table from a file; it is given both. */
export function fillTableFunction(name: string, fill: NodeDef): FunctionDef {
  const node = copyOf(fill, 'fill', ['table', 'file']);
  return oneResult(
    name,
    [
      { name: 'table', dtype: 'resource' },
      { name: 'file', dtype: 'string' },
    ],
    { nodes: [node, done(['^fill'])], result: 'done:output:0' },
  );
}

/** The function that Python calls when it forgets a table, whose memory goes with the session or the program. */
export function forgetTableFunction(name: string): FunctionDef {
  return oneResult(name, [], { nodes: [done([])], result: 'done:output:0' });
}

function oneResult(
  name: string,
  inputs: readonly { readonly name: string; readonly dtype: DTypeName }[],
  { nodes, result }: { readonly nodes: NodeDef[]; readonly result: string },
): FunctionDef {
  const dtype = result.startsWith('done') ? 'int32' : 'resource';
  return create(FunctionDefSchema, {
    signature: {
      name,
      inputArg: inputs.map((input) => ({ name: input.name, type: dtypeNumber(input.dtype) })),
      outputArg: [{ name: 'result', type: dtypeNumber(dtype) }],
      isStateful: true,
    },
    nodeDef: nodes,
    ret: { result },
  });
}

function copyOf(node: NodeDef, name: string, input: string[]): NodeDef {
  return Object.assign(clone(NodeDefSchema, node), { name, input });
}

/** Something to give back. */
function done(after: string[]): NodeDef {
  const value = tensorProto({ dtype: 'int32', shape: [], data: Int32Array.of(1) });
  return create(NodeDefSchema, {
    name: 'done',
    op: 'Const',
    input: after,
    attr: { dtype: attribute.type('int32'), value: attribute.tensor(value) },
  });
}
