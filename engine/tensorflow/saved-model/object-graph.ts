import type { FunctionDef } from '../../formats/proto/gen/tensorflow/core/framework/function_pb.js';
import type { NodeDef } from '../../formats/proto/gen/tensorflow/core/framework/node_def_pb.js';
import type { SavedObjectGraph } from '../../formats/proto/gen/tensorflow/core/protobuf/saved_object_graph_pb.js';
import { shapeProto } from '../graph/attributes.ts';
import { VARIABLES_ATTRIBUTE } from '../graph/checkpoint-objects.ts';
import { dtypeNumber } from '../graph/dtype.ts';
import { nodeOf } from '../graph/graph-builder.ts';
import { reachable } from '../graph/import-graph.ts';
import type { GraphVariable } from '../graph/variables.ts';
import { type FunctionTensor, graphFunction } from './graph-function.ts';
import { type FunctionObject, ObjectGraphBuilder, type ObjectId } from './object-graph-builder.ts';
import {
  dictionary,
  dictionaryArgument,
  keywordArguments,
  type NamedFunctionTensors,
  tensorSpec,
} from './structured-value.ts';
import { createTableFunction, fillTableFunction, forgetTableFunction } from './table-functions.ts';
import type { DictionaryFunctionSpec, SavedModelSpec, SignatureSpec } from './write-saved-model.ts';

export interface ObjectVariable extends GraphVariable {
  readonly trainable: boolean;
}

/** What Python's `tf.saved_model.load` makes objects and functions from. */
export interface SavedObjects {
  readonly graph: SavedObjectGraph;
  /** For the library of the model's graph. */
  readonly functions: readonly FunctionDef[];
}

/**
 * The object graph of a SavedModel: a root with the attributes `variables`, `trainable_variables` and `signatures`, the
 * functions of which are copied from the part of the graph that sessions run for them, and the model's own functions by
 * name. Lookup tables and their files come along as `tables` and `assets`. There must be no `unnamedOperations`.
 */
export function savedObjects(spec: SavedModelSpec, variables: readonly ObjectVariable[]): SavedObjects {
  const objects = new SavedObjectsBuilder(spec);
  const values = { ...objects.addVariables(variables), ...objects.addTables() };
  const functions = Object.entries(spec.functions ?? {}).map(
    ([name, definition]) => [name, objects.addDictionaryFunction(name, definition)] as const,
  );
  const root = { ...values, ...Object.fromEntries(functions) };
  const signatures = Object.entries(spec.signatures).map(
    ([name, signature]) => [name, objects.addSignature(name, signature)] as const,
  );
  return objects.build(root, Object.fromEntries(signatures));
}

const NO_ARGUMENTS = { argument: keywordArguments([]), keywords: [], positional: 0 } as const;

interface Captured {
  readonly id: ObjectId;
  readonly tensor: FunctionTensor;
}

class SavedObjectsBuilder {
  readonly #spec: SavedModelSpec;
  readonly #builder = new ObjectGraphBuilder();
  /** Objects that functions may use, by the node of the graph that stands for each. */
  readonly #captured = new Map<string, Captured>();

  constructor(spec: SavedModelSpec) {
    this.#spec = spec;
  }

  build(
    root: Readonly<Record<string, ObjectId>>,
    signatures: Readonly<Record<string, ObjectId>>,
  ): SavedObjects {
    this.#builder.setRoot({ ...root, signatures: this.#builder.addSignatureMap(signatures) });
    return { graph: this.#builder.build(), functions: this.#builder.functions };
  }

  addVariables(variables: readonly ObjectVariable[]): Record<string, ObjectId> {
    const added = variables.map((variable) => ({ variable, id: this.#addVariable(variable) }));
    const trainable = added.filter(({ variable }) => variable.trainable);
    return {
      [VARIABLES_ATTRIBUTE]: this.#builder.addList(added.map(({ id }) => id)),
      [`trainable_${VARIABLES_ATTRIBUTE}`]: this.#builder.addList(trainable.map(({ id }) => id)),
    };
  }

  addTables(): Record<string, ObjectId> {
    const assets = (this.#spec.assets ?? []).map(({ tensor }, assetFileDefIndex) =>
      this.#capture(
        { tensor, dtype: 'string', shape: [] },
        this.#builder.add({ case: 'asset', value: { assetFileDefIndex } }),
      ),
    );
    const fills = this.#spec.graph.node.filter(({ op }) => op === 'InitializeTableFromTextFileV2');
    const tables = fills.map((fill) => this.#addTable(fill));
    return tables.length === 0
      ? {}
      : { assets: this.#builder.addList(assets), tables: this.#builder.addList(tables) };
  }

  addSignature(name: string, { inputs, outputs }: SignatureSpec): ObjectId {
    const given = sortedByName(inputs);
    return this.#addGraphFunction(`signature_${name}`, {
      inputs: given.map(([, tensor]) => tensor),
      outputs: sortedByName(outputs),
      argument: keywordArguments(given),
      keywords: given.map(([keyword]) => keyword),
      // Python lets a single argument go without its name; more than one have no order of their own.
      positional: given.length === 1 ? 1 : 0,
    });
  }

  addDictionaryFunction(name: string, { inputs, outputs }: DictionaryFunctionSpec): ObjectId {
    const given = sortedByName(inputs);
    const keywords = given.flatMap(([keyword, parts]) => parts.map((_, part) => `${keyword}_${part}`));
    return this.#addGraphFunction(name, {
      inputs: given.flatMap(([, parts]) => parts),
      outputs: sortedByName(outputs),
      argument: dictionaryArgument(given),
      keywords,
      positional: keywords.length,
    });
  }

  #addGraphFunction(
    name: string,
    {
      inputs,
      outputs,
      ...call
    }: {
      readonly inputs: readonly FunctionTensor[];
      readonly outputs: NamedFunctionTensors;
    } & Pick<FunctionObject, 'argument' | 'keywords' | 'positional'>,
  ): ObjectId {
    const captures = this.#capturesOf(inputs, outputs);
    const definition = graphFunction(this.#spec.graph, {
      name: this.#builder.functionName(name),
      inputs: [...inputs, ...captures.map(({ tensor }) => tensor)],
      outputs: outputs.map(([, tensor]) => tensor),
    });
    return this.#builder.addFunction({
      definition,
      ...call,
      captures: captures.map(({ id }) => id),
      output: dictionary(outputs),
    });
  }

  #capturesOf(inputs: readonly FunctionTensor[], outputs: NamedFunctionTensors): Captured[] {
    const stops = new Map(inputs.map(({ tensor }) => [tensor, true]));
    const wanted = outputs.map(([, { tensor }]) => tensor);
    const needed = reachable(this.#spec.graph.node, wanted, stops);
    return [...this.#captured].flatMap(([node, captured]) => (needed.has(node) ? [captured] : []));
  }

  #capture(tensor: FunctionTensor, id: ObjectId): ObjectId {
    this.#captured.set(nodeOf(tensor.tensor), { id, tensor });
    return id;
  }

  #addVariable({ handle, name, dtype, shape, trainable }: ObjectVariable): ObjectId {
    const id = this.#builder.add({
      case: 'variable',
      value: { name, dtype: dtypeNumber(dtype), shape: shapeProto(shape), trainable },
    });
    return this.#capture({ tensor: handle, dtype: 'resource', shape: [], holds: { dtype, shape } }, id);
  }

  /** A resource that Python makes, fills and forgets through three functions. */
  #addTable(fill: NodeDef): ObjectId {
    const builder = this.#builder;
    const [tableNode = '', assetNode = ''] = fill.input.map(nodeOf);
    const table = this.#spec.graph.node.find(({ name }) => name === tableNode) as NodeDef;
    const handle: FunctionTensor = { tensor: tableNode, dtype: 'resource', shape: [] };
    const done: FunctionTensor = { tensor: '', dtype: 'int32', shape: [] };
    const create = builder.addFunction({
      definition: createTableFunction(builder.functionName('create_table'), table),
      ...NO_ARGUMENTS,
      captures: [],
      output: tensorSpec('result', handle),
    });
    const children: Record<string, ObjectId> = { _create_resource: create };
    const id = this.#capture(handle, builder.add({ case: 'resource', value: {} }, children));
    const asset = this.#captured.get(assetNode) as Captured;
    const output = tensorSpec('result', done);
    children._initialize = builder.addFunction({
      definition: fillTableFunction(builder.functionName('fill_table'), fill),
      ...NO_ARGUMENTS,
      captures: [id, asset.id],
      output,
    });
    children._destroy_resource = builder.addFunction({
      definition: forgetTableFunction(builder.functionName('forget_table')),
      ...NO_ARGUMENTS,
      captures: [],
      output,
    });
    return id;
  }
}

/** Python orders keyword arguments and dictionaries by name. */
function sortedByName<Value>(tensors: Readonly<Record<string, Value>>): [string, Value][] {
  return Object.entries(tensors).sort(([a], [b]) => (a < b ? -1 : 1));
}
