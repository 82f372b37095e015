import type { AttrValue } from '../../formats/proto/gen/tensorflow/core/framework/attr_value_pb.js';
import type { BindingAttribute } from '../binding.ts';
import { attribute } from '../graph/attributes.ts';
import { type GraphBuilder, type GraphTensor, outputOf } from '../graph/graph-builder.ts';
import { tensorflow } from '../runtime.ts';
import { TensorFlowError } from '../tensorflow-error.ts';
import { type ConstantKind, classifyConstant } from './batch-dependence.ts';
import { BatchEmitter } from './batch-emitter.ts';
import type { RecordedOperation, Recording, Source } from './recording.ts';
import { requireSameOperations } from './same-operations.ts';
import type { Trace } from './trace.ts';

export interface EmittedTrace {
  readonly outputs: readonly GraphTensor[];
  /** New values of assigned variables, by index into the trace's variables. */
  readonly assignments: readonly { readonly variable: number; readonly value: GraphTensor }[];
}

/**
 * Writes a traced function into a graph, on top of tensors that are already there; the batch size stays free.
 *
 * @param variables the value of each of the trace's variables
 * @throws TensorFlowError "untraceable" when the operations themselves depend on the batch size
 */
export function emitTrace(
  builder: GraphBuilder,
  trace: Trace,
  given: {
    readonly inputs: readonly GraphTensor[];
    readonly variables?: readonly GraphTensor[];
    /** Which outputs are wanted, by index; all when left out. */
    readonly only?: readonly number[];
  },
): EmittedTrace {
  const emitter = new TraceEmitter(builder, trace, given.inputs, given.variables ?? []);
  return emitter.emit(given.only);
}

class TraceEmitter {
  readonly #builder: GraphBuilder;
  readonly #trace: Trace;
  readonly #inputs: readonly GraphTensor[];
  readonly #variables: readonly GraphTensor[];
  #batch: BatchEmitter | undefined;
  readonly #constants = new Map<number, GraphTensor>();
  readonly #nodes: GraphTensor[] = [];

  constructor(
    builder: GraphBuilder,
    trace: Trace,
    inputs: readonly GraphTensor[],
    variables: readonly GraphTensor[],
  ) {
    this.#builder = builder;
    this.#trace = trace;
    this.#inputs = inputs;
    this.#variables = variables;
  }

  emit(only?: readonly number[]): EmittedTrace {
    const recording = this.#recording(0);
    requireSameOperations(this.#trace);
    const outputs = recording.outputs.filter((_, index) => only?.includes(index) ?? true);
    const needed = neededOperations(recording, [
      ...outputs.map(({ source }) => source),
      ...recording.assignments.map(({ value }) => value),
    ]);
    this.#batch = this.#batchOf(recording, needed);
    for (const [index, operation] of recording.operations.entries()) {
      this.#nodes.push(needed.has(index) ? this.#emitOperation(operation) : '');
    }
    return {
      outputs: outputs.map(({ source }) => this.#tensor(source)),
      assignments: recording.assignments.map(({ variable, value }) => ({
        variable,
        value: this.#tensor(value),
      })),
    };
  }

  /** The size of the batch is taken from an input that is read anyway, since others need not be there. */
  #batchOf(recording: Recording, needed: ReadonlySet<number>): BatchEmitter | undefined {
    const read = [...needed].flatMap((index) => recording.operations[index]?.inputs ?? []);
    const isRead = (input: number) => read.some(({ kind, index }) => kind === 'input' && index === input);
    const batched = [...this.#trace.inputs.entries()].filter(
      ([index, { shape }]) => shape[0] === -1 && this.#inputs[index] !== '',
    );
    const [index, spec] = batched.find(([input]) => isRead(input)) ?? batched[0] ?? [];
    return index === undefined || spec === undefined
      ? undefined
      : new BatchEmitter(this.#builder, this.#inputs[index] as GraphTensor, spec.dtype);
  }

  #emitOperation({ op, scope, attributes, inputs, emit }: RecordedOperation): GraphTensor {
    const tensors = inputs.map((source) => this.#tensor(source));
    const add = () =>
      emit?.(this.#builder, tensors) ??
      this.#builder.add(op, {
        inputs: tensors,
        attributes: Object.fromEntries(attributes.map((item) => [item.name, graphAttribute(item)])),
      });
    return scope === '' ? add() : this.#builder.within(scope, add);
  }

  #tensor(source: Source): GraphTensor {
    switch (source.kind) {
      case 'input':
        return this.#inputs[source.index] as GraphTensor;
      case 'variable':
        return this.#variables[source.index] as GraphTensor;
      case 'constant':
        return this.#constant(source.index);
      case 'pending':
        throw new TensorFlowError('untraceable', 'The function depends on a value that is not known yet');
      case 'operation':
        return outputOf(this.#nodes[source.index] as GraphTensor, source.output);
    }
  }

  #constant(index: number): GraphTensor {
    const known = this.#constants.get(index);
    if (known !== undefined) {
      return known;
    }
    const [first, second] = this.#trace.recordings.map(({ batch, recording }) => ({
      batch,
      value: recording.constants[index],
    }));
    const tensor = this.#emitConstant(
      classifyConstant(
        first as Parameters<typeof classifyConstant>[0],
        second as typeof first & { value: never },
      ),
    );
    this.#constants.set(index, tensor);
    return tensor;
  }

  #emitConstant(constant: ConstantKind): GraphTensor {
    return constant.kind === 'fixed' || this.#batch === undefined
      ? this.#builder.constant(constant.value)
      : this.#batch.emit(constant);
  }

  #recording(index: number): Recording {
    return (this.#trace.recordings[index] as { recording: Recording }).recording;
  }
}

/** Indices of the operations that some values depend on, directly or not. */
export function neededOperations(recording: Recording, wanted: readonly Source[]): Set<number> {
  const needed = new Set<number>();
  const mark = (source: Source) => {
    if (source.kind === 'operation') {
      needed.add(source.index);
    }
  };
  wanted.forEach(mark);
  // Operations are recorded after what they read, so one pass backwards finds them all.
  for (let index = recording.operations.length - 1; index >= 0; index -= 1) {
    if (needed.has(index)) {
      recording.operations[index]?.inputs.forEach(mark);
    }
  }
  return needed;
}

/** Translates an attribute from the binding's form to the graph's. */
function graphAttribute({ name, type, value }: BindingAttribute): AttrValue {
  const { binding } = tensorflow().backend;
  switch (type) {
    case binding.TF_ATTR_TYPE:
      return attribute.typeNumber(value as number);
    case binding.TF_ATTR_INT:
      return Array.isArray(value) ? attribute.ints(value) : attribute.int(value as number);
    case binding.TF_ATTR_FLOAT:
      return Array.isArray(value) ? attribute.floats(value) : attribute.float(value as number);
    case binding.TF_ATTR_BOOL:
      return Array.isArray(value) ? attribute.bools(value) : attribute.bool(Boolean(value));
    case binding.TF_ATTR_STRING:
      return attribute.string(value as string);
    case binding.TF_ATTR_SHAPE:
      return attribute.shape(value as number[]);
    default:
      throw new TensorFlowError(
        'untraceable',
        `Cannot write attribute "${name}" of type ${type} into a graph`,
      );
  }
}
