import type * as tfjs from '@tensorflow/tfjs';
import { attribute } from '../../../tensorflow/graph/attributes.ts';
import { tensorflow } from '../../../tensorflow/runtime.ts';
import type { Recorder } from '../../../tensorflow/tracing/recorder.ts';
import { TransformError } from '../transform-error.ts';

/**
 * Strings as they are, and integers in decimal, as tft writes them into vocabularies.
 *
 * @throws TransformError "unusable-feature" for other numbers, few of which are ever equal
 */
export function asStrings(recorder: Recorder, x: tfjs.Tensor): tfjs.Tensor {
  if (x.dtype === 'string') {
    return x;
  }
  if (x.dtype !== 'int32') {
    throw new TransformError(
      'unusable-feature',
      `Vocabularies and keys are made of strings or integers, not of ${x.dtype}`,
      { hint: 'Use bucketize for numbers with fractions, or cast them to int32' },
    );
  }
  const strings = tensorflow().tf.fill(x.shape, '', 'string');
  recorder.recordCustom('AsString', [x], strings, (builder, inputs) =>
    builder.add('AsString', { inputs, attributes: { T: attribute.type('int32') } }),
  );
  return strings;
}
