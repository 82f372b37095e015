import { bindingAttributes, type RawAttributes } from '../fused/raw-operation.ts';
import type { DTypeName } from '../graph/dtype.ts';
import type { HostTensor } from '../host-tensor.ts';
import type { RecordedOperation, Recording, Source } from '../tracing/recording.ts';

/** What to add to a draft; its inputs are the draft's own sources. */
export interface DraftOperation {
  readonly op: string;
  readonly scope: string;
  readonly attributes: RawAttributes | RecordedOperation['attributes'];
  readonly inputs: readonly Source[];
  readonly shape: readonly number[];
  /** Type of the outputs; float32 unless told. */
  readonly dtype?: DTypeName;
}

/** A recording that is being rewritten: keeps which of its values stand for those of the original. */
export class RecordingDraft {
  readonly #original: Recording;
  readonly #operations: RecordedOperation[] = [];
  readonly #constants: HostTensor[];
  readonly #values: (readonly Source[])[] = [];

  constructor(original: Recording) {
    this.#original = original;
    this.#constants = [...original.constants];
  }

  /** The draft's value for one of the original's. */
  translate(source: Source): Source {
    return source.kind === 'operation' ? (this.#values[source.index]?.[source.output] as Source) : source;
  }

  /** Adds an operation with one output, and gives that output. */
  add(operation: DraftOperation): Source {
    return this.addMany(operation, 1)[0] as Source;
  }

  /** Adds an operation with several outputs, which are alike. */
  addMany(
    { op, scope, attributes, inputs, shape, dtype = 'float32' }: DraftOperation,
    count: number,
  ): readonly Source[] {
    this.#operations.push({
      op,
      scope,
      attributes: isList(attributes) ? attributes : bindingAttributes(attributes),
      inputs,
      outputs: Array.from({ length: count }, () => ({ shape, dtype })),
    });
    const index = this.#operations.length - 1;
    return Array.from({ length: count }, (_, output) => ({ kind: 'operation', index, output }));
  }

  integers(values: readonly number[], shape: readonly number[] = [values.length]): Source {
    return this.#constant({ dtype: 'int32', shape, data: Int32Array.from(values) });
  }

  floats(values: readonly number[], shape: readonly number[] = [values.length]): Source {
    return this.#constant({ dtype: 'float32', shape, data: Float32Array.from(values) });
  }

  scalar(value: number): Source {
    return this.floats([value], []);
  }

  /** Takes over the original's next operation as it is. */
  copy(operation: RecordedOperation): void {
    this.#operations.push({
      ...operation,
      inputs: operation.inputs.map((source) => this.translate(source)),
    });
    const index = this.#operations.length - 1;
    this.#values.push(operation.outputs.map((_, output) => ({ kind: 'operation', index, output })));
  }

  /** Gives the values that stand for the outputs of the original's next operation. */
  replace(outputs: readonly Source[]): void {
    this.#values.push(outputs);
  }

  finish(): Recording {
    return {
      operations: this.#operations,
      constants: this.#constants,
      outputs: this.#original.outputs.map((output) => ({
        ...output,
        source: this.translate(output.source),
      })),
      assignments: this.#original.assignments.map(({ variable, value }) => ({
        variable,
        value: this.translate(value),
      })),
    };
  }

  #constant(value: HostTensor): Source {
    this.#constants.push(value);
    return { kind: 'constant', index: this.#constants.length - 1 };
  }
}

function isList(attributes: DraftOperation['attributes']): attributes is RecordedOperation['attributes'] {
  return Array.isArray(attributes);
}
