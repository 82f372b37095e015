import { attribute } from '../../tensorflow/graph/attributes.ts';
import { GraphBuilder, type GraphTensor } from '../../tensorflow/graph/graph-builder.ts';
import { tensorflow } from '../../tensorflow/runtime.ts';
import type {
  SavedModelSpec,
  SignatureSpec,
  SparseTensorSpec,
  TensorSpec,
} from '../../tensorflow/saved-model/write-saved-model.ts';
import {
  emitParseExamples,
  type FeatureSpec,
  type FeatureTensor,
  type SparseTensor,
} from '../../tensorflow/serving/parse-examples.ts';
import { emitTrace } from '../../tensorflow/tracing/emit-trace.ts';
import { type Preprocessing, type TransformedFeature, usedFeatures } from './preprocessing.ts';
import { emitRawInputs, rawInputNames } from './raw-inputs.ts';

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
 * alphabetical order of their names, as tft's `transform_fn` does, those of variable length in three parts;
 * "transform_signature" takes them by name, which is where tft looks; "transform_features" takes serialized examples.
 */
export function buildTransformGraph(preprocessing: Preprocessing): SavedModelSpec {
  const builder = new GraphBuilder();
  const raw = builder.within('raw', () => fromRawFeatures(builder, preprocessing));
  const signatures = {
    serving_default: raw.byPosition,
    [TFT_SIGNATURE]: raw.byName,
    [TRANSFORM_SIGNATURE]: builder.within('parsed', () => fromExamples(builder, preprocessing)),
  };
  return { ...savedModel(builder, signatures), tag: TRANSFORM_TAG };
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

function fromRawFeatures(
  builder: GraphBuilder,
  preprocessing: Preprocessing,
): { readonly byPosition: SignatureSpec; readonly byName: SignatureSpec } {
  const { features } = preprocessing;
  const names = rawInputNames(features);
  const inputs = features.map((feature, index) => placeholders(builder, feature, names[index] ?? []));
  const tensors = inputs.map(featureTensor);
  const outputs = emitOutputs(builder, preprocessing, tensors);
  const named = inputs.map((parts, index) => [features[index] as FeatureSpec, parts] as const);
  return {
    byPosition: {
      inputs: Object.fromEntries(
        inputs.flatMap((parts, index) =>
          parts.map((part, position) => [names[index]?.[position] ?? '', part] as const),
        ),
      ),
      outputs,
    },
    byName: {
      inputs: Object.fromEntries(
        named.flatMap(([{ kind, name }, [only]]) =>
          kind === 'dense' ? [[name, only as TensorSpec] as const] : [],
        ),
      ),
      sparseInputs: Object.fromEntries(
        named.flatMap(([{ kind, name }, parts]) =>
          kind === 'variable' ? [[name, sparseSpec(parts)] as const] : [],
        ),
      ),
      outputs,
    },
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

function sparseSpec(parts: readonly TensorSpec[]): SparseTensorSpec {
  const { dtype } = parts[1] as TensorSpec;
  return { sparse: featureTensor(parts) as SparseTensor, dtype, shape: [-1, -1] };
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
