import type { RecordedOperation, Source } from '../tracing/recording.ts';
import type { DraftOperation, RecordingDraft } from './recording-draft.ts';
import { attributeValue, type RecordingView } from './recording-view.ts';
import type { RewriteRule } from './rewrite-trace.ts';

const CONVOLUTIONS: readonly string[] = ['Conv2D', 'DepthwiseConv2dNative'];
const FLOAT = { T: { type: 'float32' } } as const;

/**
 * Scales a convolution's filter in place of normalising its result, where the normalisation goes by moving statistics:
 * a frozen layer's in training, every layer's in evaluation and prediction. What remains of it is a bias, which
 * TensorFlow fuses into the convolution together with the ReLU behind it.
 */
export const foldNormalization: RewriteRule = (view, index) => {
  const normalization = view.operation(index);
  const [value, ...parameters] = normalization.inputs;
  const convolution = view.producer(value);
  const isFoldable =
    normalization.op === 'FusedBatchNorm' &&
    attributeValue(normalization, 'is_training') === false &&
    CONVOLUTIONS.includes(convolution?.op ?? '') &&
    view.uses(value as Source) === 1 &&
    parameters.every(({ kind }) => kind === 'variable' || kind === 'constant');
  return isFoldable
    ? (draft) => [fold(view, draft, convolution as RecordedOperation, normalization)]
    : undefined;
};

function fold(
  view: RecordingView,
  draft: RecordingDraft,
  convolution: RecordedOperation,
  normalization: RecordedOperation,
): Source {
  const [gamma, beta, mean, variance] = normalization.inputs.slice(1) as [Source, Source, Source, Source];
  const vector = view.shape(gamma);
  const { scope } = normalization;
  const add = (op: string, inputs: readonly Source[], shape = vector) =>
    draft.add({ op, scope, attributes: FLOAT, inputs, shape });
  const epsilon = draft.scalar(attributeValue(normalization, 'epsilon') as number);
  const factor = add('Mul', [gamma, add('Rsqrt', [add('AddV2', [variance, epsilon])])]);
  const bias = add('Sub', [beta, add('Mul', [mean, factor])]);
  const [input, filter] = convolution.inputs as [Source, Source];
  const filterShape = view.shape(filter);
  const aligned = alignWithFilter(draft, convolution, { factor, filterShape });
  const scaled = add('Mul', [draft.translate(filter), aligned], filterShape);
  const shape = normalization.outputs[0]?.shape ?? [];
  const convolved = draft.add({ ...convolution, inputs: [draft.translate(input), scaled], shape });
  const attributes = { ...FLOAT, data_format: 'NHWC' };
  return draft.add({ op: 'BiasAdd', scope, attributes, inputs: [convolved, bias], shape });
}

/** A depthwise filter has its results' channels on two axes: channel of the input and multiplier. */
function alignWithFilter(
  draft: RecordingDraft,
  { op, scope }: RecordedOperation,
  { factor, filterShape }: { readonly factor: Source; readonly filterShape: DraftOperation['shape'] },
): Source {
  if (op === 'Conv2D') {
    return factor;
  }
  const shape = filterShape.slice(2);
  const attributes = { ...FLOAT, Tshape: { type: 'int32' } } as const;
  return draft.add({ op: 'Reshape', scope, attributes, inputs: [factor, draft.integers(shape)], shape });
}
