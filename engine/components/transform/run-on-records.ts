import type { NamedTensors, SavedModelSession } from '../../tensorflow/saved-model/session.ts';
import { TensorFlowError } from '../../tensorflow/tensorflow-error.ts';
import { FILL_SCOPE } from './fill-missing.ts';
import { TransformError } from './transform-error.ts';

/**
 * Runs a signature on serialized examples.
 *
 * @throws TransformError "too-many-values" where `fillMissing` expected one value; TensorFlowError otherwise
 */
export function runOnRecords(
  session: SavedModelSession,
  signature: string,
  records: Uint8Array[],
): NamedTensors {
  try {
    return session.run(signature, {
      examples: { dtype: 'string', shape: [records.length], data: records },
    });
  } catch (cause) {
    throw tooManyValues(cause) ?? cause;
  }
}

function tooManyValues(cause: unknown): TransformError | undefined {
  const details = cause instanceof TensorFlowError ? (cause.details ?? '') : '';
  const [, feature] = new RegExp(`out of bounds[^]*${FILL_SCOPE}/([^}]*)/dense`).exec(details) ?? [];
  return feature === undefined
    ? undefined
    : new TransformError('too-many-values', `Feature "${feature}" has several values in an example`, {
        hint: `Say how many values to keep: fillMissing(inputs.${feature}, { default: ..., length: 5 })`,
        details,
        cause,
      });
}
