import { TensorFlowError } from '../../tensorflow/tensorflow-error.ts';
import { TrainerError } from './trainer-error.ts';

/**
 * What TensorFlow says of a class code without a logit: in the fused operation, whose list of all codes pushes the
 * operation's name out of the message, and in its form on planes.
 */
const UNKNOWN_CODES = [
  /Received a label value of (-?\d+) which is outside the valid range of \[0, (\d+)\)/,
  /= (-?\d+) is not in \[0, (\d+)\).*SparseSoftmaxCrossEntropyWithLogits/s,
];

/**
 * The error for a label with a class that the model has no output for, such as codes that start at 1.
 *
 * @param where the work that failed, as "batch 3 of epoch 1"
 * @returns undefined when the failure is of another kind
 */
export function unknownClass(cause: unknown, where: string): TrainerError | undefined {
  const details = cause instanceof TensorFlowError ? (cause.details ?? '') : '';
  const [, code, classes] = UNKNOWN_CODES.map((pattern) => pattern.exec(details)).find(Boolean) ?? [];
  if (code === undefined) {
    return undefined;
  }
  return new TrainerError(
    'unknown-class',
    `A label in ${where} holds class ${code}, but the model tells ${classes} classes apart (0 to ${Number(classes) - 1})`,
    {
      hint: 'Give the model an output for each class, or map the codes in preprocessingFn, for instance by subtracting 1 where they start at 1',
      cause,
    },
  );
}
