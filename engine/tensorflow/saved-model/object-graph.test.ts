import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { create } from '@bufbuild/protobuf';
import * as tf from '@tensorflow/tfjs';
import type { FunctionDef } from '../../formats/proto/gen/tensorflow/core/framework/function_pb.js';
import { GraphDefSchema } from '../../formats/proto/gen/tensorflow/core/framework/graph_pb.js';
import { attribute } from '../graph/attributes.ts';
import { GraphBuilder, outputOf } from '../graph/graph-builder.ts';
import { addVariable, readVariable } from '../graph/variables.ts';
import { exportSavedModel } from './export-saved-model.ts';
import { unnamedOperations } from './function-outputs.ts';
import { savedObjects } from './object-graph.ts';
import { readSavedModel } from './signature.ts';
import type { SignatureSpec } from './write-saved-model.ts';

const T = { T: attribute.type('float32') };

/** x and b go in, the sum of x and a variable comes out; `op` makes the sum. */
function model(op: string) {
  const builder = new GraphBuilder();
  const variable = { ...addVariable(builder, { name: 'w', dtype: 'float32', shape: [2] }), trainable: true };
  const unused = { ...addVariable(builder, { name: 'z', dtype: 'float32', shape: [2] }), trainable: false };
  const x = builder.placeholder('x', 'float32', [-1, 2]);
  const b = builder.placeholder('b', 'float32', [-1, 2]);
  const sum = builder.add(op, { inputs: [x, readVariable(builder, variable)], attributes: T });
  const spec = (tensor: string) => ({ tensor, dtype: 'float32' as const, shape: [-1, 2] });
  const signature: SignatureSpec = {
    inputs: { x: spec(x), b: spec(b) },
    outputs: { y: spec(sum), again: spec(x) },
  };
  return {
    spec: { graph: builder.build(), signatures: { add: signature }, version: '2' },
    variables: [variable, unused],
  };
}

/** Every input of a function's nodes and every result must be an argument or an output of one of its nodes. */
function unknownNames({ signature, nodeDef, ret }: FunctionDef): string[] {
  const known = new Set([...(signature?.inputArg ?? []), ...nodeDef].map(({ name }) => name));
  const used = [...nodeDef.flatMap(({ input }) => input), ...Object.values(ret)];
  return used.filter((name) => !known.has(name.replace('^', '').split(':')[0]!));
}

test('savedObjects() gives each signature a function that captures the variables it reads', () => {
  const { spec, variables } = model('AddV2');
  const { graph, functions } = savedObjects(spec, variables);
  const [function_] = functions;
  assert.deepEqual(unknownNames(function_!), []);
  assert.deepEqual(
    function_!.nodeDef.map(({ input }) => input),
    [['input_2'], ['input_1', 'w/Read:value:0']],
  );
  assert.deepEqual(function_!.ret, { output_0: 'input_1', output_1: 'AddV2:z:0' });
  const captured = graph.concreteFunctions[function_!.signature!.name]!.boundInputs;
  const names = captured
    .map((id) => graph.nodes[id]!.kind)
    .map((kind) => kind.case === 'variable' && kind.value.name);
  assert.deepEqual(names, ['w']);
});

test('savedObjects() names all variables and the trainable ones at the root', () => {
  const { spec, variables } = model('AddV2');
  const { graph } = savedObjects(spec, variables);
  const child = (node: number, name: string) =>
    graph.nodes[graph.nodes[node]!.children.find(({ localName }) => localName === name)!.nodeId]!;
  assert.deepEqual(
    ['variables', 'trainable_variables', 'signatures'].map((name) => child(0, name).children.length),
    [2, 1, 1],
  );
});

test('savedObjects() gives the root functions of one dictionary, whose sparse tensors are given in three parts', () => {
  const { spec } = model('AddV2');
  const builder = new GraphBuilder();
  const part = (name: string, dtype: 'float32' | 'int64', shape: number[]) => ({
    tensor: builder.placeholder(name, dtype, shape),
    dtype,
    shape,
  });
  const fares = [part('i', 'int64', [-1, 2]), part('v', 'float32', [-1]), part('s', 'int64', [2])];
  const x = part('x', 'float32', [-1, 1]);
  const sum = builder.add('AddV2', { inputs: [x.tensor, x.tensor], attributes: T });
  const outputs = { y: { ...x, tensor: sum } };
  const functions = { transform_fn: { inputs: { x: [x], fare: fares }, outputs } };
  const saved = savedObjects({ ...spec, graph: builder.build(), signatures: {}, functions }, []);
  const root = saved.graph.nodes[0]!.children.find(({ localName }) => localName === 'transform_fn')!;
  const { kind } = saved.graph.nodes[root.nodeId]!;
  assert.ok(kind.case === 'bareConcreteFunction');
  assert.deepEqual(kind.value.argumentKeywords, ['fare_0', 'fare_1', 'fare_2', 'x_0']);
  assert.equal(kind.value.allowedPositionalArguments, 4n);
  const [definition] = saved.functions;
  assert.deepEqual(
    definition!.nodeDef.map(({ input }) => input),
    [['input_3', 'input_3']],
  );
});

test('exportSavedModel() writes a model without objects, and tells of operations whose outputs have no names', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'millrace-objects-'));
  const { spec, variables } = model('OwnOperation');
  assert.deepEqual(await exportSavedModel(directory, spec, variables), ['OwnOperation']);
  const [graph] = (await readSavedModel(directory)).metaGraphs;
  assert.equal(graph!.objectGraphDef, undefined);
});

test('unnamedOperations() finds none among those that the kernels of tfjs run', async () => {
  const folder = path.dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-node-gpu'));
  const kernels = path.join(folder, 'kernels');
  const sources = await Promise.all(
    (await readdir(kernels))
      .filter((name) => name.endsWith('.js'))
      .map((name) => readFile(path.join(kernels, name), 'utf8')),
  );
  const named = sources.flatMap((source) =>
    [...source.matchAll(/execute(?:Single|Multiple)Outputs?\(\s*(?:tfjs_1\.(\w+)|'(\w+)')/g)].map(
      ([, constant, text]) => (constant === undefined ? text : (tf as never)[constant]) as string,
    ),
  );
  const node = [...new Set(named)].map((op) => ({ name: op, op }));
  assert.ok(node.length > 100);
  const outputs = Object.fromEntries(
    node.map(({ name }) => [name, { tensor: name, dtype: 'float32' as const, shape: null }]),
  );
  const graph = create(GraphDefSchema, { node });
  assert.deepEqual(unnamedOperations({ graph, signatures: { all: { inputs: {}, outputs } } }), []);
});

test('savedObjects() brings lookup tables along, with what makes and fills them', () => {
  const builder = new GraphBuilder();
  const types = { key_dtype: attribute.type('string'), value_dtype: attribute.type('int64') };
  const table = builder.add('HashTableV2', {
    attributes: { ...types, shared_name: attribute.string('words') },
  });
  const file = builder.addAsset('words', new TextEncoder().encode('a\n'));
  builder.addInitializer(builder.add('InitializeTableFromTextFileV2', { inputs: [table, file] }));
  const key = builder.placeholder('key', 'string', [-1]);
  const missing = builder.constant({ dtype: 'int64', shape: [], data: BigInt64Array.of(-1n) });
  const found = builder.add('LookupTableFindV2', { inputs: [table, key, missing] });
  const signature: SignatureSpec = {
    inputs: { key: { tensor: key, dtype: 'string', shape: [-1] } },
    outputs: { found: { tensor: outputOf(found, 0), dtype: 'int64', shape: [-1] } },
  };
  const spec = {
    graph: builder.build(),
    signatures: { find: signature },
    version: '2',
    assets: builder.assets,
  };
  const { graph, functions } = savedObjects(spec, []);
  assert.deepEqual(functions.flatMap(unknownNames), []);
  const kinds = new Set(graph.nodes.map(({ kind }) => kind.case));
  assert.ok(kinds.has('resource') && kinds.has('asset'));
  const find = functions.find(({ signature: made }) => made?.name.startsWith('signature_find'))!;
  assert.deepEqual(
    find.signature!.inputArg.map(({ name }) => name),
    ['input_0', 'input_1'],
  );
});
