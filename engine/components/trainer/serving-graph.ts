import { readFileSync } from 'node:fs';
import path from 'node:path';
import type * as tfjs from '@tensorflow/tfjs';
import { layerReplacements } from '../../tensorflow/fused/layer-replacements.ts';
import { attribute } from '../../tensorflow/graph/attributes.ts';
import type { DTypeName } from '../../tensorflow/graph/dtype.ts';
import { GraphBuilder, type GraphTensor, nodeOf } from '../../tensorflow/graph/graph-builder.ts';
import { importGraph, reachable } from '../../tensorflow/graph/import-graph.ts';
import { addSaver, addVariable, readVariable } from '../../tensorflow/graph/variables.ts';
import { tensorflow } from '../../tensorflow/runtime.ts';
import type { ObjectVariable } from '../../tensorflow/saved-model/object-graph.ts';
import type { SignatureTensor } from '../../tensorflow/saved-model/signature.ts';
import type {
  SavedModelSpec,
  SignatureSpec,
  TensorSpec,
} from '../../tensorflow/saved-model/write-saved-model.ts';
import { emitDecodeImages } from '../../tensorflow/serving/decode-images.ts';
import {
  type DenseFeatureSpec,
  emitParseExamples,
  type FeatureTensor,
} from '../../tensorflow/serving/parse-examples.ts';
import { emitTrace } from '../../tensorflow/tracing/emit-trace.ts';
import { type Trace, trace } from '../../tensorflow/tracing/trace.ts';
import { modelWeights } from '../../tensorflow/training/model-weights.ts';
import { applyModel, modelInputs, outputName } from '../../tensorflow/training/training-graph.ts';
import { componentsOf, rawInputNames } from '../transform/raw-inputs.ts';
import type { TransformSource } from './transform-source.ts';

export interface ServingGraph {
  readonly savedModel: SavedModelSpec;
  readonly variables: readonly ObjectVariable[];
}

/**
 * The graph that is served, with the preprocessing inside, so that serving cannot differ from training:
 *
 * - "transform_features": serialized examples to transformed features;
 * - "from_examples": serialized examples to the model's output; they need only hold the features that it depends on, so
 *   no label;
 * - "serving_default": for a model of one image, base64 (web-safe) of image files to the class of each pixel, or to
 *   the output where that is not one vector (or one logit) a pixel; for other models the same as "from_examples".
 *
 * Its variables have the names that the training session saves the weights under.
 */
export function buildServingGraph(model: tfjs.LayersModel, transform: TransformSource): ServingGraph {
  return new ServingGraphBuilder(model, transform).build();
}

class ServingGraphBuilder {
  readonly #builder = new GraphBuilder();
  readonly #model: tfjs.LayersModel;
  readonly #transform: TransformSource;
  readonly #variables: readonly ObjectVariable[];
  readonly #forward: Trace;
  readonly #reads: readonly GraphTensor[];
  readonly #saver: ReturnType<typeof addSaver>;

  constructor(model: tfjs.LayersModel, transform: TransformSource) {
    this.#model = model;
    this.#transform = transform;
    const weights = modelWeights(model);
    this.#variables = weights.map(({ name, variable, trainable }) => ({
      ...addVariable(this.#builder, { name, dtype: 'float32', shape: variable.shape }),
      trainable,
    }));
    this.#reads = this.#variables.map((variable) => readVariable(this.#builder, variable));
    this.#saver = this.#builder.within('saver', () => addSaver(this.#builder, this.#variables));
    this.#forward = trace({
      inputs: modelInputs(model),
      variables: weights.map(({ variable }) => variable),
      models: [model],
      replacement: layerReplacements(),
      run: (inputs) => [applyModel(model, inputs, false)],
    });
  }

  build(): ServingGraph {
    const signatures = {
      serving_default: this.#servingDefault(),
      transform_features: this.#builder.within('transform_features', () => this.#transformFeatures()),
      from_examples: this.#builder.within('from_examples', () => this.#fromExamples()),
    };
    const initializer = this.#builder.initializer();
    const savedModel = {
      graph: this.#builder.build(),
      signatures,
      saver: this.#saver,
      assets: this.#builder.assets,
      version: tensorflow().version,
      ...(initializer === undefined ? {} : { initializer }),
    };
    return { savedModel, variables: this.#variables };
  }

  #servingDefault(): SignatureSpec {
    const image = this.#onlyImage();
    return image === undefined
      ? this.#builder.within('serving', () => this.#fromExamples())
      : this.#builder.within('serving', () => this.#fromEncodedImages(image));
  }

  #fromEncodedImages({ name, shape }: DenseFeatureSpec): SignatureSpec {
    const builder = this.#builder;
    const encoded = builder.placeholder('string_input', 'string', [-1]);
    const bytes = builder.add('DecodeBase64', { inputs: [encoded] });
    const images = emitDecodeImages(builder, bytes, shape.slice(0, 2) as [number, number]);
    const raw = this.#transform.raw.map((feature) => (feature.name === name ? images : undefined));
    const [logits] = this.#applyModel(
      this.#applyTransform(
        raw,
        modelInputs(this.#model).map((input) => input.name),
      ),
    );
    return {
      inputs: { string_input: { tensor: encoded, dtype: 'string', shape: [-1] } },
      outputs: this.#maskOrOutput(logits as GraphTensor),
    };
  }

  #transformFeatures(): SignatureSpec {
    const { outputs } = this.#transform.signature;
    const names = outputs.map(({ name }) => name);
    const { examples, raw } = this.#parse(names);
    const tensors = this.#applyTransform(raw, names);
    return {
      inputs: examplesInput(examples),
      outputs: Object.fromEntries(
        outputs.map(({ name, dtype, shape }, index) => [
          name,
          { tensor: tensors[index] as GraphTensor, dtype, shape },
        ]),
      ),
    };
  }

  #fromExamples(): SignatureSpec {
    const names = modelInputs(this.#model).map(({ name }) => name);
    const { examples, raw } = this.#parse(names);
    const outputs = this.#applyModel(this.#applyTransform(raw, names));
    return { inputs: examplesInput(examples), outputs: this.#namedOutputs(outputs) };
  }

  /** Parses the raw features that some transformed ones depend on. */
  #parse(wanted: readonly string[]): {
    readonly examples: GraphTensor;
    readonly raw: (FeatureTensor | undefined)[];
  } {
    const examples = this.#builder.placeholder('examples', 'string', [-1]);
    const needed = this.#needed(wanted);
    const features = this.#transform.raw.filter((_, index) => needed[index]);
    const parsed = emitParseExamples(this.#builder, examples, features);
    return { examples, raw: this.#transform.raw.map((feature) => parsed[features.indexOf(feature)]) };
  }

  /** Of each raw feature, whether some of the transformed ones depend on it. */
  #needed(wanted: readonly string[]): boolean[] {
    const { signature, graph } = this.#transform;
    const tensors = wanted.map((name) => tensorOf(signature.outputs, name));
    const nodes = reachable(graph.graphDef?.node ?? [], tensors);
    return this.#rawInputs.map((inputs) => inputs.some((input) => nodes.has(nodeOf(input))));
  }

  /** Puts the transform's graph on top of raw features; those left out must not be needed. */
  #applyTransform(raw: readonly (FeatureTensor | undefined)[], wanted: readonly string[]): GraphTensor[] {
    const { signature, graph } = this.#transform;
    const replace = new Map(
      raw.flatMap((tensor, index) => {
        const inputs = this.#rawInputs[index] ?? [];
        return tensor === undefined
          ? []
          : componentsOf(tensor).map((part, position) => [inputs[position] ?? '', part] as const);
      }),
    );
    const tensors = wanted.map((name) => tensorOf(signature.outputs, name));
    return this.#builder.within('transform', () =>
      importGraph(this.#builder, graph, tensors, replace, (name) =>
        readFileSync(path.join(this.#transform.directory, 'assets', name)),
      ),
    );
  }

  /** @param inputs transformed features, in the order of the model's inputs */
  #applyModel(inputs: readonly GraphTensor[]): readonly GraphTensor[] {
    return this.#builder.within('model', () => {
      const fed = modelInputs(this.#model).map(({ name, dtype }, index) => {
        const given = signatureTensor(this.#transform.signature.outputs, name).dtype;
        const tensor = inputs[index] as GraphTensor;
        return given === dtype ? tensor : this.#cast(tensor, given, dtype);
      });
      return emitTrace(this.#builder, this.#forward, { inputs: fed, variables: this.#reads }).outputs;
    });
  }

  #cast(tensor: GraphTensor, from: DTypeName, to: DTypeName): GraphTensor {
    return this.#builder.add('Cast', {
      inputs: [tensor],
      attributes: { SrcT: attribute.type(from), DstT: attribute.type(to) },
    });
  }

  #maskOrOutput(logits: GraphTensor): Record<string, TensorSpec> {
    const shape = outputShape(this.#model);
    if (shape.length !== 4) {
      return this.#namedOutputs([logits]);
    }
    const mask = shape.at(-1) === 1 ? this.#secondClass(logits) : this.#largestClass(logits);
    return { seg_mask: { tensor: mask, dtype: 'int64', shape: shape.slice(0, -1) } };
  }

  #largestClass(logits: GraphTensor): GraphTensor {
    return this.#builder.add('ArgMax', {
      name: 'seg_mask',
      inputs: [logits, this.#builder.scalar(-1, 'int32')],
      attributes: {
        T: attribute.type('float32'),
        Tidx: attribute.type('int32'),
        output_type: attribute.type('int64'),
      },
    });
  }

  /** A single logit a pixel tells the second class from the first, as binary cross-entropy learns it. */
  #secondClass(logits: GraphTensor): GraphTensor {
    const isSecond = this.#builder.add('Greater', {
      inputs: [logits, this.#builder.scalar(0)],
      attributes: { T: attribute.type('float32') },
    });
    const squeezed = this.#builder.add('Squeeze', {
      inputs: [isSecond],
      attributes: { T: attribute.type('bool'), squeeze_dims: attribute.ints([-1]) },
    });
    return this.#builder.add('Cast', {
      name: 'seg_mask',
      inputs: [squeezed],
      attributes: { SrcT: attribute.type('bool'), DstT: attribute.type('int64') },
    });
  }

  #namedOutputs([output]: readonly GraphTensor[]): Record<string, TensorSpec> {
    const name = outputName(this.#model);
    return { [name]: { tensor: output as GraphTensor, dtype: 'float32', shape: outputShape(this.#model) } };
  }

  /** The raw image that alone decides the model's input, if it is one. */
  #onlyImage(): DenseFeatureSpec | undefined {
    const needed = this.#needed(modelInputs(this.#model).map(({ name }) => name));
    const features = this.#transform.raw.filter((_, index) => needed[index]);
    const [only] = features;
    return features.length === 1 && only?.kind === 'dense' && isImage(only) ? only : undefined;
  }

  /** The transform's inputs for each raw feature. */
  get #rawInputs(): GraphTensor[][] {
    const { signature, raw } = this.#transform;
    return rawInputNames(raw).map((names) => names.map((name) => tensorOf(signature.inputs, name)));
  }
}

function isImage({ dtype, shape }: DenseFeatureSpec): boolean {
  return dtype === 'float32' && shape.length === 3 && shape[2] === 3;
}

function tensorOf(tensors: readonly SignatureTensor[], name: string): GraphTensor {
  return signatureTensor(tensors, name).tensor;
}

function signatureTensor(tensors: readonly SignatureTensor[], name: string): SignatureTensor {
  const found = tensors.find((tensor) => tensor.name === name);
  if (found === undefined) {
    throw new Error(`The transform graph has no tensor "${name}"`);
  }
  return found;
}

function outputShape(model: tfjs.LayersModel): number[] {
  return (model.outputs[0] as tfjs.SymbolicTensor).shape.map((size) => size ?? -1);
}

function examplesInput(examples: GraphTensor): SignatureSpec['inputs'] {
  return { examples: { tensor: examples, dtype: 'string', shape: [-1] } };
}
