import { existsSync } from 'node:fs';
import { type HostTensor, takeTensor, uploadTensor } from '../host-tensor.ts';
import { tensorflow } from '../runtime.ts';
import { fromBinding, TensorFlowError } from '../tensorflow-error.ts';
import { readSignatures, type Signature } from './signature.ts';

export type NamedTensors = Readonly<Record<string, HostTensor>>;

/**
 * A SavedModel loaded into a TensorFlow session (`TF_LoadSessionFromSavedModel`, the path that TensorFlow Serving
 * takes). Runs are synchronous and block the process; use it in workers only.
 *
 * ```ts
 * using session = await SavedModelSession.open(directory);
 * const { label_xf: logits } = session.run('from_examples', { examples: { dtype: 'string', shape: [1], data: [record] } });
 * ```
 */
export class SavedModelSession implements Disposable {
  readonly signatures: ReadonlyMap<string, Signature>;
  readonly #id: number;
  #open = true;

  private constructor(id: number, signatures: readonly Signature[]) {
    this.#id = id;
    this.signatures = new Map(signatures.map((signature) => [signature.name, signature]));
  }

  /** Loads the graph and its variables. @throws TensorFlowError "saved-model-unreadable" */
  static async open(directory: string, tag = 'serve'): Promise<SavedModelSession> {
    const signatures = await readSignatures(directory, tag);
    return new SavedModelSession(loadSession(directory, tag), signatures);
  }

  /** @throws TensorFlowError "no-such-signature" */
  signature(name: string): Signature {
    const signature = this.signatures.get(name);
    if (signature === undefined) {
      const known = [...this.signatures.keys()].join(', ');
      throw new TensorFlowError('no-such-signature', `The model has no signature "${name}"`, {
        hint: `It has ${known}`,
      });
    }
    return signature;
  }

  /**
   * Runs one signature on values for all its inputs.
   *
   * @param only names of the outputs wanted; the work for others is left out
   * @throws TensorFlowError "no-such-signature", "wrong-input", "out-of-memory" or "execution-failed"
   */
  run(name: string, inputs: NamedTensors, only?: readonly string[]): Record<string, HostTensor> {
    const signature = this.signature(name);
    const outputs = signature.outputs.filter((output) => only?.includes(output.name) ?? true);
    const ids = uploadInputs(signature, inputs);
    const { binding } = tensorflow().backend;
    try {
      const results = binding.runSavedModel(
        this.#id,
        ids,
        signature.inputs.map((input) => input.tensor).join(','),
        outputs.map((output) => output.tensor).join(','),
      );
      return Object.fromEntries(
        outputs.map((output, index) => [output.name, takeTensor(at(results, index))]),
      );
    } catch (cause) {
      throw fromBinding(cause, `run signature "${name}"`);
    } finally {
      for (const id of ids) {
        binding.deleteTensor(id);
      }
    }
  }

  [Symbol.dispose](): void {
    if (this.#open) {
      this.#open = false;
      tensorflow().backend.binding.deleteSavedModel(this.#id);
    }
  }
}

function loadSession(directory: string, tag: string): number {
  try {
    return tensorflow().backend.binding.loadSavedModel(directory, tag);
  } catch (cause) {
    if (cause instanceof TensorFlowError) {
      throw cause;
    }
    throw new TensorFlowError(
      'saved-model-unreadable',
      `TensorFlow cannot load the model in "${directory}"`,
      {
        hint: existsSync(directory)
          ? 'See the details for what TensorFlow said'
          : 'The folder does not exist',
        details: String(cause),
        cause,
      },
    );
  }
}

function uploadInputs(signature: Signature, inputs: NamedTensors): number[] {
  const missing = signature.inputs.filter((input) => !(input.name in inputs)).map((input) => input.name);
  if (missing.length > 0) {
    throw new TensorFlowError(
      'wrong-input',
      `Signature "${signature.name}" needs ${missing.map((name) => `"${name}"`).join(', ')}`,
    );
  }
  return signature.inputs.map((input) => uploadTensor(checked(signature, input.name, input.dtype, inputs)));
}

function checked(signature: Signature, name: string, dtype: string, inputs: NamedTensors): HostTensor {
  const value = inputs[name] as HostTensor;
  if (value.dtype !== dtype) {
    throw new TensorFlowError(
      'wrong-input',
      `Input "${name}" of signature "${signature.name}" is ${dtype}, not ${value.dtype}`,
    );
  }
  return value;
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) {
    throw new RangeError(`No item ${index} in a list of ${items.length}`);
  }
  return item;
}
