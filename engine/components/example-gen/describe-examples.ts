import type { ExecutorContext, Properties } from '../../pipeline/component.ts';
import { splitNamesJson } from '../examples-artifact.ts';
import type { ResolvedInputs } from './inputs/input-split.ts';
import type { ExampleGenParameters } from './parameters.ts';
import { classNames } from './readers/image-classes.ts';

/**
 * Properties of the Examples artifact as TFX sets them, and for images what the viewers need: which
 * features are image and mask, and the names of the classes.
 */
export function describeExamples(
  inputs: ResolvedInputs,
  splits: readonly string[],
  context: ExecutorContext<ExampleGenParameters>,
  skipped: number,
): { readonly properties: Properties; readonly customProperties: Properties } {
  const { version, span } = inputs;
  return {
    properties: { split_names: splitNamesJson(splits) },
    customProperties: {
      payload_format: 'FORMAT_TF_EXAMPLE',
      file_format: 'tfrecords_gzip',
      span,
      ...(version === null ? {} : { version }),
      input_fingerprint: context.preparedProperties.input_fingerprint ?? '',
      ...(skipped === 0 ? {} : { skipped_records: skipped }),
      ...imageProperties(inputs, context.parameters),
    },
  };
}

function imageProperties(inputs: ResolvedInputs, { class_names }: ExampleGenParameters): Properties {
  const [split] = inputs.splits;
  if (inputs.format === 'image-masks') {
    return { image_feature: 'image', mask_feature: 'label', classes: { names: class_names } };
  }
  if (inputs.format !== 'image-classes' || !split) return {};
  return { image_feature: 'image', classes: { names: classNames({ split, base: inputs.base }) } };
}
