import { create, type MessageInitShape } from '@bufbuild/protobuf';
import type { FunctionDef } from '../../formats/proto/gen/tensorflow/core/framework/function_pb.js';
import {
  type SavedConcreteFunctionSchema,
  type SavedObjectGraph,
  SavedObjectGraphSchema,
  type SavedObjectSchema,
} from '../../formats/proto/gen/tensorflow/core/protobuf/saved_object_graph_pb.js';
import type { StructuredValue } from '../../formats/proto/gen/tensorflow/core/protobuf/struct_pb.js';

/** An object by its number in the graph. */
export type ObjectId = number;

type ObjectKind = NonNullable<MessageInitShape<typeof SavedObjectSchema>['kind']>;
type Children = Readonly<Record<string, ObjectId>>;

export interface FunctionObject {
  readonly definition: FunctionDef;
  /** What it is called with, in the order of the definition's first inputs. */
  readonly argument: StructuredValue;
  /** Names by which its tensors may be given. */
  readonly keywords: readonly string[];
  /** How many of them may go without their name. */
  readonly positional: number;
  /** Objects that the definition's other inputs stand for. */
  readonly captures: readonly ObjectId[];
  readonly output: StructuredValue;
}

/** Collects the objects of a SavedObjectGraph (tensorflow/core/protobuf/saved_object_graph.proto); the root is 0. */
export class ObjectGraphBuilder {
  readonly functions: FunctionDef[] = [];
  readonly #objects: { readonly kind: ObjectKind; readonly children: Children }[] = [];
  readonly #concrete: Record<string, MessageInitShape<typeof SavedConcreteFunctionSchema>> = {};
  #root: Children = {};

  constructor() {
    this.#objects.push(userObject('_generic_user_object', {}));
  }

  /** Names the attributes of the root. */
  setRoot(children: Children): void {
    this.#root = children;
  }

  add(kind: ObjectKind, children: Children = {}): ObjectId {
    this.#objects.push({ kind, children });
    return this.#objects.length - 1;
  }

  /** A Python list. */
  addList(items: readonly ObjectId[]): ObjectId {
    const { kind, children } = userObject('trackable_list_wrapper', Object.fromEntries(items.entries()));
    return this.add(kind, children);
  }

  /** The object behind `.signatures`. */
  addSignatureMap(signatures: Children): ObjectId {
    const { kind, children } = userObject('signature_map', signatures);
    return this.add(kind, children);
  }

  /** Function names must end in numbers, which TensorFlow takes for those of traces. */
  functionName(base: string): string {
    return `${base}_${this.functions.length}`;
  }

  addFunction({ definition, argument, keywords, positional, captures, output }: FunctionObject): ObjectId {
    const name = definition.signature?.name ?? '';
    this.functions.push(definition);
    this.#concrete[name] = {
      boundInputs: [...captures],
      canonicalizedInputSignature: argument,
      outputSignature: output,
    };
    return this.add({
      case: 'bareConcreteFunction',
      value: {
        concreteFunctionName: name,
        argumentKeywords: [...keywords],
        allowedPositionalArguments: BigInt(positional),
      },
    });
  }

  build(): SavedObjectGraph {
    const nodes = this.#objects.map(({ kind, children }, id) => ({
      kind,
      children: references(id === 0 ? this.#root : children),
    }));
    return create(SavedObjectGraphSchema, { nodes, concreteFunctions: this.#concrete });
  }
}

function userObject(
  identifier: string,
  children: Children,
): { readonly kind: ObjectKind; readonly children: Children } {
  const version = { producer: 1, minConsumer: 1 };
  return { kind: { case: 'userObject', value: { identifier, version } }, children };
}

function references(children: Children) {
  return Object.entries(children).map(([localName, nodeId]) => ({ localName, nodeId }));
}
