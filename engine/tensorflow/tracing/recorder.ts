import type * as tfjs from '@tensorflow/tfjs';
import type { BindingAttribute, BindingTensor, BindingValues, TensorFlowBinding } from '../binding.ts';
import { dtypeName } from '../graph/dtype.ts';
import type { HostTensor } from '../host-tensor.ts';
import { type NodeBackend, tensorflow } from '../runtime.ts';
import { TensorFlowError } from '../tensorflow-error.ts';
import { missingAttributes } from './missing-attributes.ts';
import type { EmitOperation, RecordedOperation, RecordedTensor, Source } from './recording.ts';

/**
 * Listens between tfjs and libtensorflow: every kernel still runs, and what ran is kept as a list of operations over
 * sources. tfjs-node turns each kernel into `executeOp(op, attributes, inputs)`, so nothing escapes it.
 */
export class Recorder {
  readonly operations: RecordedOperation[] = [];
  readonly constants: HostTensor[] = [];
  readonly #sources = new Map<number, Source>();
  readonly #tensors = new Map<number, RecordedTensor>();
  readonly #scopes: string[] = [];

  /** Declares a tensor that exists before the recording. */
  declare(tensor: tfjs.Tensor, source: Source): void {
    const id = tensorId(tensor);
    this.#sources.set(id, source);
    this.#tensors.set(id, { shape: tensor.shape, dtype: tensor.dtype });
  }

  /** Records what `work` does; the binding is as before afterwards, also when `work` throws. */
  record<Result>(work: () => Result): Result {
    const { backend } = tensorflow();
    const { binding, getInputTensorIds } = backend;
    backend.binding = this.#listeningBinding(binding);
    backend.getInputTensorIds = (tensors) => {
      const ids = getInputTensorIds.call(backend, tensors);
      this.#capture(backend, binding, tensors, ids);
      return ids;
    };
    try {
      return work();
    } finally {
      backend.binding = binding;
      backend.getInputTensorIds = getInputTensorIds;
    }
  }

  /**
   * Records that `output` comes from `inputs` by something that tfjs cannot run: `emit` writes it into graphs, and
   * the tensor only has its type and shape.
   *
   * @param label tells two such operations apart; equal ones have equal labels
   */
  recordCustom(
    label: string,
    inputs: readonly tfjs.Tensor[],
    output: tfjs.Tensor,
    emit: EmitOperation,
  ): void {
    const sources = inputs.map((tensor) => this.sourceOf(tensor));
    this.declare(output, { kind: 'operation', index: this.operations.length, output: 0 });
    this.operations.push({
      op: label,
      scope: this.#scopes.join('/'),
      attributes: [],
      inputs: sources,
      outputs: [{ shape: output.shape, dtype: output.dtype }],
      emit,
    });
  }

  /** Names what `work` records after a layer; layers inside layers nest. */
  within<Result>(scope: string, work: () => Result): Result {
    this.#scopes.push(scope);
    try {
      return work();
    } finally {
      this.#scopes.pop();
    }
  }

  /** @throws TensorFlowError "untraceable" for a tensor the recording did not make */
  sourceOf(tensor: tfjs.Tensor): Source {
    const id = tensorId(tensor);
    const known = this.#sources.get(id);
    if (known !== undefined) {
      return known;
    }
    this.#addConstant(id, tensor.shape, tensor.dtype, tensorflow().backend.binding.tensorDataSync(id));
    return this.sourceOf(tensor);
  }

  #listeningBinding(real: TensorFlowBinding): TensorFlowBinding {
    const properties = Object.getOwnPropertyNames(real) as (keyof TensorFlowBinding)[];
    return {
      ...(Object.fromEntries(properties.map((name) => [name, real[name]])) as unknown as TensorFlowBinding),
      createTensor: (shape, dtype, values) => {
        const id = real.createTensor(shape, dtype, values);
        this.#addConstant(id, shape, dtypeName(dtype), values);
        return id;
      },
      executeOp: (op, attributes, inputIds, outputCount) => {
        const outputs = real.executeOp(op, attributes, inputIds, outputCount);
        this.#addOperation(op, attributes, inputIds, outputs);
        return outputs;
      },
      tensorDataSync: refuseReading,
    };
  }

  /** A tensor made before the recording (say, a class weight in the module's scope) is a constant of the function. */
  #capture(
    backend: NodeBackend,
    binding: TensorFlowBinding,
    tensors: readonly tfjs.TensorInfo[],
    ids: readonly number[],
  ): void {
    for (const [index, id] of ids.entries()) {
      const tensor = tensors[index];
      if (
        tensor !== undefined &&
        !this.#sources.has(id) &&
        backend.tensorMap.get(tensor.dataId) !== undefined
      ) {
        this.#addConstant(id, tensor.shape, tensor.dtype, binding.tensorDataSync(id));
      }
    }
  }

  #addConstant(
    id: number,
    shape: readonly number[],
    dtype: HostTensor['dtype'],
    values: BindingValues,
  ): void {
    this.#sources.set(id, { kind: 'constant', index: this.constants.length });
    this.#tensors.set(id, { shape, dtype });
    this.constants.push({ shape, dtype, data: int64Values(dtype, values) });
  }

  #addOperation(
    op: string,
    attributes: readonly BindingAttribute[],
    inputIds: readonly number[],
    outputs: readonly BindingTensor[],
  ): void {
    const inputs = inputIds.map((id) => this.#known(id, op));
    const inputTensors = inputIds.map((id) => this.#tensors.get(id));
    this.operations.push({
      op,
      scope: this.#scopes.length > 0 ? this.#scopes.join('/') : this.#inheritedScope(inputs),
      attributes: [...attributes, ...missingAttributes(op, attributes, inputTensors)],
      inputs,
      outputs: outputs.map(({ shape, dtype }) => ({ shape, dtype: dtypeName(dtype) })),
    });
    const index = this.operations.length - 1;
    for (const [output, { id, shape, dtype }] of outputs.entries()) {
      this.#sources.set(id, { kind: 'operation', index, output });
      this.#tensors.set(id, { shape, dtype: dtypeName(dtype) });
    }
  }

  /** Gradients run outside of any layer; they are named after the layer whose values they take. */
  #inheritedScope(inputs: readonly Source[]): string {
    for (const source of [...inputs].reverse()) {
      const scope = source.kind === 'operation' ? this.operations[source.index]?.scope : undefined;
      if (scope !== undefined && scope !== '') {
        return scope.startsWith(GRADIENTS) ? scope : `${GRADIENTS}${scope}`;
      }
    }
    return '';
  }

  #known(id: number, op: string): Source {
    const source = this.#sources.get(id);
    if (source === undefined) {
      throw new TensorFlowError(
        'untraceable',
        `Cannot trace "${op}": one of its inputs is not a tensor of tfjs`,
      );
    }
    return source;
  }
}

const GRADIENTS = 'gradients/';

function tensorId(tensor: tfjs.Tensor): number {
  const [id] = tensorflow().backend.getInputTensorIds([tensor]);
  return id as number;
}

/** tfjs hands int64 constants over as pairs of 32-bit halves. */
function int64Values(dtype: HostTensor['dtype'], values: BindingValues): BindingValues {
  return dtype === 'int64' && values instanceof Int32Array
    ? new BigInt64Array(values.slice().buffer)
    : values;
}

function refuseReading(): never {
  throw new TensorFlowError(
    'value-read-while-tracing',
    'The function reads the value of a tensor (dataSync, arraySync, print...), which has none yet while it is traced',
    { hint: 'Compute with tensor operations only; use tf.where in place of "if" on a value' },
  );
}
