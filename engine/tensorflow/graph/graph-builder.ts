import { create } from '@bufbuild/protobuf';
import type { AttrValue } from '../../formats/proto/gen/tensorflow/core/framework/attr_value_pb.js';
import {
  type FunctionDef,
  FunctionDefLibrarySchema,
} from '../../formats/proto/gen/tensorflow/core/framework/function_pb.js';
import { type GraphDef, GraphDefSchema } from '../../formats/proto/gen/tensorflow/core/framework/graph_pb.js';
import {
  type NodeDef,
  NodeDefSchema,
} from '../../formats/proto/gen/tensorflow/core/framework/node_def_pb.js';
import type { HostTensor } from '../host-tensor.ts';
import { attribute, type Shape } from './attributes.ts';
import type { DTypeName } from './dtype.ts';
import { tensorProto } from './tensor-proto.ts';

/** One output of a node as GraphDef writes it: "name" for the first, "name:1" for the second. */
export type GraphTensor = string;

export type NodeAttributes = Readonly<Record<string, AttrValue>>;

export interface NodeSpec {
  readonly inputs?: readonly GraphTensor[];
  readonly attributes?: NodeAttributes;
  /** Nodes that must have run before this one. */
  readonly after?: readonly GraphTensor[];
  /** What the node should be called; made unique inside the current scope. Default: the operation's name. */
  readonly name?: string;
}

export interface GraphAsset {
  readonly tensor: GraphTensor;
  readonly filename: string;
  readonly content: Uint8Array;
}

/** GraphDef versions are numbered; this one is TensorFlow 2.15's, the oldest that must read our graphs. */
const PRODUCER = 1645;

/** Collects the nodes of a graph under readable, unique names. */
export class GraphBuilder {
  readonly #nodes: NodeDef[] = [];
  readonly #functions = new Map<string, FunctionDef>();
  readonly #taken = new Map<string, number>();
  readonly #constants = new Map<string, GraphTensor>();
  readonly #made = new Map<string, GraphTensor>();
  readonly #initializers: GraphTensor[] = [];
  readonly #assets: GraphAsset[] = [];
  #scope = '';

  get size(): number {
    return this.#nodes.length;
  }

  /** Adds a node and gives its first output. */
  add(op: string, { inputs = [], attributes = {}, after = [], name = op }: NodeSpec = {}): GraphTensor {
    const unique = this.#unique(name);
    const controls = [...new Set(after.map((tensor) => `^${nodeOf(tensor)}`))];
    this.#nodes.push(
      create(NodeDefSchema, { name: unique, op, input: [...inputs, ...controls], attr: { ...attributes } }),
    );
    return unique;
  }

  /** Runs `build` with every name it makes below `scope/`. */
  within<Result>(scope: string, build: () => Result): Result {
    const outer = this.#scope;
    this.#scope = joinScope(outer, scope);
    try {
      return build();
    } finally {
      this.#scope = outer;
    }
  }

  placeholder(name: string, dtype: DTypeName, shape: Shape): GraphTensor {
    return this.add('Placeholder', {
      name,
      attributes: { dtype: attribute.type(dtype), shape: attribute.shape(shape) },
    });
  }

  /** A constant; equal small ones (shapes, axes, factors) share a node. */
  constant(value: HostTensor, name = 'Const'): GraphTensor {
    const key = constantKey(value);
    const known = key === undefined ? undefined : this.#constants.get(key);
    if (known !== undefined) {
      return known;
    }
    const tensor = this.add('Const', {
      name,
      attributes: { dtype: attribute.type(value.dtype), value: attribute.tensor(tensorProto(value)) },
    });
    if (key !== undefined) {
      this.#constants.set(key, tensor);
    }
    return tensor;
  }

  scalar(value: number, dtype: 'float32' | 'int32' = 'float32'): GraphTensor {
    const data = dtype === 'float32' ? Float32Array.of(value) : Int32Array.of(value);
    return this.constant({ dtype, shape: [], data });
  }

  int32(values: readonly number[]): GraphTensor {
    return this.constant({ dtype: 'int32', shape: [values.length], data: Int32Array.from(values) });
  }

  strings(values: readonly string[]): GraphTensor {
    const encoder = new TextEncoder();
    const data = values.map((value) => encoder.encode(value));
    return this.constant({ dtype: 'string', shape: [values.length], data });
  }

  /** Makes something at most once in a graph, such as a table that two signatures share. */
  once(key: string, make: () => GraphTensor): GraphTensor {
    const known = this.#made.get(key);
    if (known !== undefined) {
      return known;
    }
    const made = make();
    this.#made.set(key, made);
    return made;
  }

  /** Has a node run once when the SavedModel is loaded, such as one that fills a lookup table. */
  addInitializer(tensor: GraphTensor): void {
    this.#initializers.push(tensor);
  }

  /** A file that comes with the SavedModel; gives the tensor that holds its path once loaded. */
  addAsset(filename: string, content: Uint8Array): GraphTensor {
    const tensor = this.add('Const', {
      name: `asset/${filename}`,
      attributes: {
        dtype: attribute.type('string'),
        value: attribute.tensor(
          tensorProto({ dtype: 'string', shape: [], data: [new TextEncoder().encode(filename)] }),
        ),
      },
    });
    this.#assets.push({ tensor, filename, content });
    return tensor;
  }

  get assets(): readonly GraphAsset[] {
    return this.#assets;
  }

  /** One node that runs all initializers; undefined where there are none. */
  initializer(): GraphTensor | undefined {
    return this.#initializers.length === 0
      ? undefined
      : this.add('NoOp', { name: 'initialize_tables', after: this.#initializers });
  }

  /** Adds a function for ops such as MapDefun; one of the same name is kept once. */
  addFunction(definition: FunctionDef): void {
    this.#functions.set(definition.signature?.name ?? '', definition);
  }

  build(): GraphDef {
    return create(GraphDefSchema, {
      node: this.#nodes,
      versions: { producer: PRODUCER },
      library: create(FunctionDefLibrarySchema, { function: [...this.#functions.values()] }),
    });
  }

  #unique(name: string): string {
    const full = joinScope(this.#scope, safeName(name));
    const count = this.#taken.get(full) ?? 0;
    this.#taken.set(full, count + 1);
    return count === 0 ? full : this.#unique(`${name}_${count}`);
  }
}

/** Another output of the node that made `tensor`. */
export function outputOf(tensor: GraphTensor, index: number): GraphTensor {
  return index === 0 ? nodeOf(tensor) : `${nodeOf(tensor)}:${index}`;
}

/** The name of the node that makes a tensor. */
export function nodeOf(tensor: GraphTensor): string {
  return tensor.split(':', 1)[0] ?? tensor;
}

function joinScope(scope: string, name: string): string {
  return scope === '' ? name : `${scope}/${name}`;
}

/** Graph names start with a letter, digit or dot and hold only letters, digits and ".", "_", "-", "/". */
function safeName(name: string): string {
  return name.replace(/[^A-Za-z0-9._/-]/g, '_').replace(/^[^A-Za-z0-9.]/, 'x$&');
}

/** Larger constants are rarely equal, and comparing them costs more than it saves. */
const SHARED_CONSTANT_ELEMENTS = 16;

function constantKey({ dtype, shape, data }: HostTensor): string | undefined {
  if (data.length > SHARED_CONSTANT_ELEMENTS) {
    return undefined;
  }
  const bits =
    data instanceof Float32Array ? new Uint32Array(data.slice().buffer) : (data as ArrayLike<unknown>);
  const values = Array.from(bits, String).map((value) => `${value.length}:${value}`);
  return `${dtype}[${shape.join()}]${values.join('')}`;
}
