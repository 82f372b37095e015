import { attribute } from '../../tensorflow/graph/attributes.ts';
import { GraphBuilder, type GraphTensor } from '../../tensorflow/graph/graph-builder.ts';
import { tensorflow } from '../../tensorflow/runtime.ts';
import type {
  SavedModelSpec,
  SignatureSpec,
  TensorSpec,
} from '../../tensorflow/saved-model/write-saved-model.ts';
import { emitParseExamples } from '../../tensorflow/serving/parse-examples.ts';
import { emitTrace } from '../../tensorflow/tracing/emit-trace.ts';
import type { Preprocessing, TransformedFeature } from './preprocessing.ts';

/** Takes serialized examples, gives the transformed features. */
export const TRANSFORM_SIGNATURE = 'transform_features';

/** tft's tag for such SavedModels (saved/constants.py); without it tft does not find the graph. */
export const TRANSFORM_TAG = 'transform';

/** tft's name for the transform in SavedModels without Python objects (saved/constants.py), which we write. */
const TFT_SIGNATURE = 'transform_signature';

/** Takes serialized examples, gives the inputs of the analyzers of one pass. */
export const ANALYSIS_SIGNATURE = 'analyze';

/**
 * The preprocessing as a SavedModel: "serving_default" takes the raw features as `inputs`, `inputs_1`... in the
 * alphabetical order of their names, as tft's `transform_fn` does; "transform_signature" takes them by name, which is
 * where tft looks; "transform_features" takes serialized examples.
 */
export function buildTransformGraph(preprocessing: Preprocessing): SavedModelSpec {
  const builder = new GraphBuilder();
  const raw = builder.within('raw', () => fromRawFeatures(builder, preprocessing));
  const signatures = {
    serving_default: raw,
    [TFT_SIGNATURE]: byFeatureName(raw, preprocessing),
    [TRANSFORM_SIGNATURE]: builder.within('parsed', () => fromExamples(builder, preprocessing)),
  };
  return { ...savedModel(builder, signatures), tag: TRANSFORM_TAG };
}

/** A program that computes what the given analyzers look at. */
export function buildAnalysisGraph(preprocessing: Preprocessing, outputs: readonly number[]): SavedModelSpec {
  const builder = new GraphBuilder();
  const { examples, features } = parse(builder, preprocessing);
  const traced = emitTrace(builder, preprocessing.trace, { inputs: features, only: outputs });
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

function fromRawFeatures(builder: GraphBuilder, preprocessing: Preprocessing): SignatureSpec {
  const inputs = preprocessing.features.map(({ dtype, shape }, index) => ({
    name: index === 0 ? 'inputs' : `inputs_${index}`,
    dtype,
    shape: [-1, ...shape],
  }));
  const placeholders = inputs.map(({ name, dtype, shape }) => builder.placeholder(name, dtype, shape));
  const specs = inputs.map(({ name, dtype, shape }, index): [string, TensorSpec] => [
    name,
    { tensor: placeholders[index] as GraphTensor, dtype, shape },
  ]);
  const features = placeholders.map((tensor, index) => narrowed(builder, tensor, inputs[index]?.dtype));
  return { inputs: Object.fromEntries(specs), outputs: emitOutputs(builder, preprocessing, features) };
}

function byFeatureName({ inputs, outputs }: SignatureSpec, { features }: Preprocessing): SignatureSpec {
  const specs = Object.values(inputs).map((spec, index) => [features[index]?.name ?? '', spec] as const);
  return { inputs: Object.fromEntries(specs), outputs };
}

function fromExamples(builder: GraphBuilder, preprocessing: Preprocessing): SignatureSpec {
  const { examples, features } = parse(builder, preprocessing);
  return { inputs: examplesInput(examples), outputs: emitOutputs(builder, preprocessing, features) };
}

function parse(
  builder: GraphBuilder,
  { features }: Preprocessing,
): { readonly examples: GraphTensor; readonly features: GraphTensor[] } {
  const examples = builder.placeholder('examples', 'string', [-1]);
  const parsed = emitParseExamples(builder, examples, features);
  return {
    examples,
    features: parsed.map((tensor, index) => narrowed(builder, tensor, features[index]?.dtype)),
  };
}

function narrowed(builder: GraphBuilder, tensor: GraphTensor, dtype: string | undefined): GraphTensor {
  return dtype === 'int64' ? cast(builder, tensor, 'int64', 'int32') : tensor;
}

function emitOutputs(
  builder: GraphBuilder,
  { trace, outputs }: Preprocessing,
  features: readonly GraphTensor[],
): Record<string, TensorSpec> {
  const traced = emitTrace(builder, trace, { inputs: features, only: outputs.map((_, index) => index) });
  return Object.fromEntries(
    outputs.map((output, index) => {
      const tensor = traced.outputs[index] as GraphTensor;
      const own = features.includes(tensor) ? identity(builder, tensor, output) : tensor;
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
    ? { tensor: cast(builder, tensor, dtype, 'int64'), dtype: 'int64', shape: full }
    : { tensor, dtype, shape: full };
}

function cast(
  builder: GraphBuilder,
  tensor: GraphTensor,
  from: 'int64' | 'int32' | 'bool',
  to: 'int64' | 'int32',
): GraphTensor {
  return builder.add('Cast', {
    inputs: [tensor],
    attributes: { SrcT: attribute.type(from), DstT: attribute.type(to) },
  });
}

function examplesInput(examples: GraphTensor): SignatureSpec['inputs'] {
  return { examples: { tensor: examples, dtype: 'string', shape: [-1] } };
}
