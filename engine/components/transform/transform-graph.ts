import { attribute } from '../../tensorflow/graph/attributes.ts';
import { GraphBuilder, type GraphTensor } from '../../tensorflow/graph/graph-builder.ts';
import { tensorflow } from '../../tensorflow/runtime.ts';
import type {
  DictionaryFunctionSpec,
  SavedModelSpec,
  SignatureSpec,
  TensorSpec,
} from '../../tensorflow/saved-model/write-saved-model.ts';
import {
  emitParseExamples,
  type FeatureSpec,
  type FeatureTensor,
} from '../../tensorflow/serving/parse-examples.ts';
import { emitTrace } from '../../tensorflow/tracing/emit-trace.ts';
import { type Preprocessing, type TransformedFeature, usedFeatures } from './preprocessing.ts';
import { emitRawInputs, rawInputNames } from './raw-inputs.ts';

/** Takes serialized examples, gives the transformed features. */
export const TRANSFORM_SIGNATURE = 'transform_features';

/** What tft calls the function of raw features in a SavedModel with objects (saved/saved_transform_io_v2.py). */
const TFT_FUNCTION = 'transform_fn';

/** Takes serialized examples, gives the inputs of the analyzers of one pass. */
export const ANALYSIS_SIGNATURE = 'analyze';

/**
 * The preprocessing as a SavedModel: "serving_default" takes the raw features as `inputs`, `inputs_1`... in the
 * alphabetical order of their names, those of variable length in three parts, as tft writes it; "transform_features"
 * takes serialized examples; and the function `transform_fn` takes the features by name, which is where tft looks.
 */
export function buildTransformGraph(preprocessing: Preprocessing): SavedModelSpec {
  const builder = new GraphBuilder();
  const raw = builder.within('raw', () => fromRawFeatures(builder, preprocessing));
  const signatures = {
    serving_default: raw.signature,
    [TRANSFORM_SIGNATURE]: builder.within('parsed', () => fromExamples(builder, preprocessing)),
  };
  return { ...savedModel(builder, signatures), functions: { [TFT_FUNCTION]: raw.byName } };
}

/** A program that computes what the given analyzers look at. */
export function buildAnalysisGraph(preprocessing: Preprocessing, outputs: readonly number[]): SavedModelSpec {
  const builder = new GraphBuilder();
  const { examples, features } = parse(builder, preprocessing);
  const inputs = emitRawInputs(builder, preprocessing.features, features, usedFeatures(preprocessing));
  const traced = emitTrace(builder, preprocessing.trace, { inputs, only: outputs });
  const recorded = preprocessing.trace.recordings[0]?.recording.outputs ?? [];
  const specs = outputs.map((output, index): [string, TensorSpec] => {
    const { dtype } = recorded[output] as { dtype: TensorSpec['dtype'] };
    return [String(output), { tensor: traced.outputs[index] as GraphTensor, dtype, shape: null }];
  });
  return savedModel(builder, {
    [ANALYSIS_SIGNATURE]: { inputs: examplesInput(examples), outputs: Object.fromEntries(specs) },
  });
}

function savedModel(
  builder: GraphBuilder,
  signatures: Readonly<Record<string, SignatureSpec>>,
): SavedModelSpec {
  const initializer = builder.initializer();
  return {
    graph: builder.build(),
    signatures,
    assets: builder.assets,
    version: tensorflow().version,
    ...(initializer === undefined ? {} : { initializer }),
  };
}

/** Takes raw features: as a signature by their position, as a function by their names. */
function fromRawFeatures(
  builder: GraphBuilder,
  preprocessing: Preprocessing,
): { readonly signature: SignatureSpec; readonly byName: DictionaryFunctionSpec } {
  const { features } = preprocessing;
  const names = rawInputNames(features);
  const inputs = features.map((feature, index) => placeholders(builder, feature, names[index] ?? []));
  const outputs = emitOutputs(builder, preprocessing, inputs.map(featureTensor));
  const byPosition = inputs.flatMap((parts, index) =>
    parts.map((part, position) => [names[index]?.[position] ?? '', part] as const),
  );
  const byName = features.map(({ name }, index) => [name, inputs[index] ?? []] as const);
  return {
    signature: { inputs: Object.fromEntries(byPosition), outputs },
    byName: { inputs: Object.fromEntries(byName), outputs },
  };
}

/** What a raw feature is fed through: itself, or the parts of a sparse tensor. */
function placeholders(builder: GraphBuilder, feature: FeatureSpec, names: readonly string[]): TensorSpec[] {
  const parts: Omit<TensorSpec, 'tensor'>[] =
    feature.kind === 'dense'
      ? [{ dtype: feature.dtype, shape: [-1, ...feature.shape] }]
      : [
          { dtype: 'int64', shape: [-1, 2] },
          { dtype: feature.dtype, shape: [-1] },
          { dtype: 'int64', shape: [2] },
        ];
  return parts.map(({ dtype, shape }, index) => ({
    tensor: builder.placeholder(names[index] ?? '', dtype, shape),
    dtype,
    shape,
  }));
}

function featureTensor([first, values, shape]: readonly TensorSpec[]): FeatureTensor {
  const tensor = (first as TensorSpec).tensor;
  return values === undefined || shape === undefined
    ? tensor
    : { indices: tensor, values: values.tensor, shape: shape.tensor };
}

function fromExamples(builder: GraphBuilder, preprocessing: Preprocessing): SignatureSpec {
  const { examples, features } = parse(builder, preprocessing);
  return { inputs: examplesInput(examples), outputs: emitOutputs(builder, preprocessing, features) };
}

function parse(
  builder: GraphBuilder,
  { features }: Preprocessing,
): { readonly examples: GraphTensor; readonly features: FeatureTensor[] } {
  const examples = builder.placeholder('examples', 'string', [-1]);
  return { examples, features: emitParseExamples(builder, examples, features) };
}

function emitOutputs(
  builder: GraphBuilder,
  preprocessing: Preprocessing,
  features: readonly FeatureTensor[],
): Record<string, TensorSpec> {
  const { trace, outputs } = preprocessing;
  const inputs = emitRawInputs(builder, preprocessing.features, features, usedFeatures(preprocessing));
  const traced = emitTrace(builder, trace, { inputs, only: outputs.map((_, index) => index) });
  return Object.fromEntries(
    outputs.map((output, index) => {
      const tensor = traced.outputs[index] as GraphTensor;
      const own = inputs.includes(tensor) ? identity(builder, tensor, output) : tensor;
      return [output.name, widened(builder, own, output)];
    }),
  );
}

/** A feature that is passed on needs a node of its own: sessions refuse to give what they were given. */
function identity(builder: GraphBuilder, tensor: GraphTensor, { dtype }: TransformedFeature): GraphTensor {
  return builder.add('Identity', { inputs: [tensor], attributes: { T: attribute.type(dtype) } });
}

/** Examples hold 64-bit integers only, so that is what integers and truth values become. */
function widened(
  builder: GraphBuilder,
  tensor: GraphTensor,
  { dtype, shape }: TransformedFeature,
): TensorSpec {
  const full = [-1, ...shape];
  return dtype === 'int32' || dtype === 'bool'
    ? { tensor: widen(builder, tensor, dtype), dtype: 'int64', shape: full }
    : { tensor, dtype, shape: full };
}

function widen(builder: GraphBuilder, tensor: GraphTensor, from: 'int32' | 'bool'): GraphTensor {
  return builder.add('Cast', {
    inputs: [tensor],
    attributes: { SrcT: attribute.type(from), DstT: attribute.type('int64') },
  });
}

function examplesInput(examples: GraphTensor): SignatureSpec['inputs'] {
  return { examples: { tensor: examples, dtype: 'string', shape: [-1] } };
}
