import { isDeepStrictEqual } from 'node:util';
import { TensorFlowError } from '../tensorflow-error.ts';
import type { Trace } from './trace.ts';

/**
 * The recordings of a function at two batch sizes must tell the same story, operation by operation.
 *
 * @throws TensorFlowError "untraceable" when what is computed depends on the batch size
 */
export function requireSameOperations({ recordings }: Trace): void {
  const [first, second] = recordings.map(({ recording }) => recording.operations);
  if (first === undefined || second === undefined) {
    return;
  }
  const different = first.findIndex((operation, index) => {
    const other = second[index];
    return (
      operation.op !== other?.op ||
      !isDeepStrictEqual(operation.inputs, other.inputs) ||
      !isDeepStrictEqual(operation.attributes, other.attributes)
    );
  });
  if (different >= 0 || first.length !== second.length) {
    const { op, scope } = first[different] ?? { op: '', scope: '' };
    const where = op === '' ? '' : `, first in "${op}"${scope === '' ? '' : ` of layer "${scope}"`}`;
    throw new TensorFlowError('untraceable', `What the function computes depends on the batch size${where}`, {
      hint: 'Avoid tf.unstack, tf.split and loops over the first axis',
    });
  }
}
