import type { HostTensor } from '../host-tensor.ts';
import { neededOperations } from '../tracing/emit-trace.ts';
import type { RecordedOperation, Recording, Source } from '../tracing/recording.ts';
import type { Trace } from '../tracing/trace.ts';

type SizedRecording = Trace['recordings'][number];

/** A recording with the answers that rewrite rules ask for: who makes a value, who uses it, which shape it has. */
export class RecordingView {
  readonly #trace: Trace;
  readonly #sized: SizedRecording;
  readonly #recording: Recording;
  readonly #uses = new Map<string, number>();

  constructor(trace: Trace, sized: SizedRecording) {
    const { recording } = sized;
    this.#trace = trace;
    this.#sized = sized;
    this.#recording = recording;
    const results = [
      ...recording.outputs.map(({ source }) => source),
      ...recording.assignments.map(({ value }) => value),
    ];
    const needed = neededOperations(recording, results);
    const read = recording.operations.flatMap(({ inputs }, index) => (needed.has(index) ? inputs : []));
    for (const source of [...results, ...read]) {
      this.#uses.set(keyOf(source), this.uses(source) + 1);
    }
  }

  operation(index: number): RecordedOperation {
    return this.#recording.operations[index] as RecordedOperation;
  }

  /** The operation that makes a value; undefined for inputs, variables and constants. */
  producer(source: Source | undefined): RecordedOperation | undefined {
    return source?.kind === 'operation' ? this.operation(source.index) : undefined;
  }

  /** How often a value is read by what leads to the recording's results. */
  uses(source: Source): number {
    return this.#uses.get(keyOf(source)) ?? 0;
  }

  constant(source: Source | undefined): HostTensor | undefined {
    return source?.kind === 'constant' ? this.#recording.constants[source.index] : undefined;
  }

  /** The elements of a constant of integers; empty for anything else. */
  integers(source: Source | undefined): readonly number[] {
    const constant = this.constant(source);
    return constant?.dtype === 'int32' ? Array.from(constant.data as Int32Array) : [];
  }

  /** The shape at this recording's batch size; empty for a value that is not known yet. */
  shape(source: Source | undefined): readonly number[] {
    return shapeIn(this.#trace, this.#sized, source);
  }

  /** The size along an axis, counted from the end if negative; undefined where it depends on the batch. */
  fixedSize(source: Source | undefined, axis: number): number | undefined {
    const [first, ...others] = this.#trace.recordings.map((sized) =>
      shapeIn(this.#trace, sized, source).at(axis),
    );
    return others.every((size) => size === first) ? first : undefined;
  }
}

function shapeIn(
  trace: Trace,
  { batch, recording }: SizedRecording,
  source: Source | undefined,
): readonly number[] {
  switch (source?.kind) {
    case 'input':
      return (trace.inputs[source.index]?.shape ?? []).map((size) => (size === -1 ? batch : size));
    case 'variable':
      return trace.variables[source.index]?.shape ?? [];
    case 'constant':
      return recording.constants[source.index]?.shape ?? [];
    case 'operation':
      return recording.operations[source.index]?.outputs[source.output]?.shape ?? [];
    default:
      return [];
  }
}

/** An attribute's value as the binding was given it. */
export function attributeValue(operation: RecordedOperation, name: string): unknown {
  return operation.attributes.find((attribute) => attribute.name === name)?.value;
}

function keyOf(source: Source): string {
  return source.kind === 'operation' ? `${source.index}:${source.output}` : `${source.kind} ${source.index}`;
}
