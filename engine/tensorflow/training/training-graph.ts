import type * as tfjs from '@tensorflow/tfjs';
import { layerReplacements } from '../fused/layer-replacements.ts';
import { attribute } from '../graph/attributes.ts';
import { GraphBuilder, type GraphTensor } from '../graph/graph-builder.ts';
import {
  addSaver,
  addVariable,
  assignVariable,
  type GraphVariable,
  readVariable,
} from '../graph/variables.ts';
import type { HostTensor } from '../host-tensor.ts';
import { rewriteTrace } from '../rewriting/rewrite-trace.ts';
import { trainingRewrites } from '../rewriting/training-rewrites.ts';
import { tensorflow } from '../runtime.ts';
import type { SavedModelSpec, SignatureSpec, TensorSpec } from '../saved-model/write-saved-model.ts';
import { emitTrace } from '../tracing/emit-trace.ts';
import { type InputSpec, type Trace, trace } from '../tracing/trace.ts';
import { emitClipByGlobalNorm, emitGlobalNorm } from './gradient-clip.ts';
import { type ModelWeight, modelWeights } from './model-weights.ts';
import { emitOptimizer, type Optimizer, type Slot } from './optimizer.ts';

/** Compares labels with a model's output; gives one number for the whole batch, a mean over its examples. */
export type BatchFunction = (labels: tfjs.Tensor, outputs: tfjs.Tensor) => tfjs.Scalar;

/** Changes a batch before a training step, at random if it draws from the step's number (int32, scalar). */
export type Augment = (
  inputs: readonly tfjs.Tensor[],
  labels: tfjs.Tensor,
  step: tfjs.Tensor,
) => { readonly inputs: readonly tfjs.Tensor[]; readonly labels: tfjs.Tensor };

export interface TrainingSpec {
  readonly model: tfjs.LayersModel;
  readonly label: InputSpec;
  readonly loss: BatchFunction;
  readonly metrics: Readonly<Record<string, BatchFunction>>;
  readonly optimizer: Optimizer;
  /** Largest global norm of the gradients; none when left out. */
  readonly clipNorm?: number;
  readonly augment?: Augment;
}

/** A training program: the graph of its steps, and the weights in the order that "initialize" takes them. */
export interface TrainingGraph {
  readonly savedModel: SavedModelSpec;
  readonly weights: readonly ModelWeight[];
}

export const FEED = { learningRate: 'learning_rate', step: 'step', filename: 'filename' } as const;

/**
 * Compiles a tfjs model into one graph with the signatures "initialize", "train", "evaluate", "predict",
 * "weights", "save", "save_weights", "restore" and "restore_weights". Frozen layers get no gradients, so TensorFlow runs no backward pass through them.
 *
 * @throws TensorFlowError when the model, the loss or a metric cannot be traced
 */
export function buildTrainingGraph(spec: TrainingSpec): TrainingGraph {
  return new TrainingGraphBuilder(spec).build();
}

class TrainingGraphBuilder {
  readonly #builder = new GraphBuilder();
  readonly #spec: TrainingSpec;
  readonly #weights: readonly ModelWeight[];
  readonly #variables: readonly GraphVariable[];
  readonly #reads: readonly GraphTensor[];
  readonly #inputs: readonly (InputSpec & { readonly tensor: GraphTensor })[];
  readonly #label: GraphTensor;

  constructor(spec: TrainingSpec) {
    this.#spec = spec;
    this.#weights = modelWeights(spec.model);
    this.#variables = this.#weights.map(({ name, variable }) =>
      addVariable(this.#builder, { name, dtype: 'float32', shape: variable.shape }),
    );
    this.#reads = this.#variables.map((variable) => readVariable(this.#builder, variable));
    this.#inputs = modelInputs(spec.model).map((input) => ({
      ...input,
      tensor: this.#builder.placeholder(input.name, input.dtype, input.shape),
    }));
    this.#label = this.#builder.placeholder(spec.label.name, spec.label.dtype, spec.label.shape);
  }

  build(): TrainingGraph {
    const { train, slots } = this.#train();
    const weightSaver = this.#builder.within('weights', () => addSaver(this.#builder, this.#variables));
    const everything = [...this.#variables, ...slots.map(({ variable }) => variable)];
    const saver = this.#builder.within('checkpoint', () => addSaver(this.#builder, everything));
    const signatures = {
      initialize: this.#initialize(slots),
      train,
      evaluate: this.#evaluate(),
      predict: this.#predict(),
      weights: this.#weightValues(),
      save: fileSignature(saver.filename, saver.saved),
      save_weights: fileSignature(weightSaver.filename, weightSaver.saved),
      restore_weights: fileSignature(
        weightSaver.filename,
        this.#done('restore_weights_done', [weightSaver.restored], weightSaver.filename),
      ),
      restore: fileSignature(saver.filename, this.#done('restore_done', [saver.restored], saver.filename)),
    };
    const savedModel = { graph: this.#builder.build(), signatures, version: tensorflow().version };
    return { savedModel, weights: this.#weights };
  }

  #train(): { readonly train: SignatureSpec; readonly slots: readonly Slot[] } {
    const builder = this.#builder;
    const step = builder.placeholder(FEED.step, 'int32', []);
    const rate = builder.placeholder(FEED.learningRate, 'float32', []);
    const trainable = this.#weights.flatMap(({ trainable: isTrainable }, index) =>
      isTrainable ? [index] : [],
    );
    const traced = emitTrace(builder, this.#traceTrainStep(trainable), {
      inputs: [...this.#inputs.map(({ tensor }) => tensor), this.#label, step],
      variables: this.#reads,
    });
    const results = 1 + Object.keys(this.#spec.metrics).length;
    const raw = traced.outputs.slice(results);
    const norm = emitGlobalNorm(builder, raw);
    const { clipNorm } = this.#spec;
    const gradients = clipNorm === undefined ? raw : emitClipByGlobalNorm(builder, raw, norm, clipNorm);
    const optimizer = emitOptimizer(
      builder,
      this.#spec.optimizer,
      trainable.map((index, position) => ({
        variable: this.#variables[index] as GraphVariable,
        read: this.#reads[index] as GraphTensor,
        gradient: gradients[position] as GraphTensor,
      })),
      rate,
    );
    const assigned = traced.assignments.map(({ variable, value }) =>
      assignVariable(builder, this.#variables[variable] as GraphVariable, value),
    );
    const loss = builder.add('Identity', {
      name: 'loss',
      inputs: [traced.outputs[0] as GraphTensor],
      attributes: { T: attribute.type('float32') },
      after: [...optimizer.updates, ...assigned],
    });
    return {
      slots: optimizer.slots,
      train: {
        inputs: {
          ...this.#batchInputs(),
          [FEED.step]: { tensor: step, dtype: 'int32', shape: [] },
          [FEED.learningRate]: scalar(rate),
        },
        outputs: {
          ...this.#results([loss, ...traced.outputs.slice(1, results)]),
          gradient_norm: scalar(norm),
        },
      },
    };
  }

  #traceTrainStep(trainable: readonly number[]): Trace {
    const { model, label, loss, metrics, augment } = this.#spec;
    const variables = this.#weights.map(({ variable }) => variable);
    const learned = trainable.map((index) => variables[index] as tfjs.Variable);
    let step: tfjs.Tensor | undefined;
    const traced = trace({
      inputs: [...this.#inputs, label, { name: FEED.step, dtype: 'int32', shape: [] }],
      variables,
      models: [model],
      replacement: layerReplacements(() => step),
      run: (inputs) => {
        step = inputs.at(-1);
        const given = { inputs: inputs.slice(0, -2), labels: inputs.at(-2) as tfjs.Tensor };
        const batch = augment?.(given.inputs, given.labels, step as tfjs.Tensor) ?? given;
        return trainStep(model, batch, { learned, loss, metrics: Object.values(metrics) });
      },
    });
    return rewriteTrace(traced, trainingRewrites);
  }

  #evaluate(): SignatureSpec {
    const { model, label, loss, metrics } = this.#spec;
    const traced = this.#builder.within('evaluate', () =>
      this.#emitForward([label], [this.#label], (inputs) => {
        const outputs = applyModel(model, inputs.slice(0, -1), false);
        const labels = inputs.at(-1) as tfjs.Tensor;
        return [
          addPenalties(model, loss(labels, outputs)),
          ...Object.values(metrics).map((metric) => metric(labels, outputs)),
        ];
      }),
    );
    return { inputs: this.#batchInputs(), outputs: this.#results(traced) };
  }

  #predict(): SignatureSpec {
    const { model } = this.#spec;
    const [output] = this.#builder.within('predict', () =>
      this.#emitForward([], [], (inputs) => [applyModel(model, inputs, false)]),
    );
    const shape = (model.outputs[0] as tfjs.SymbolicTensor).shape.map((size) => size ?? -1);
    return {
      inputs: tensorSpecs(this.#inputs),
      outputs: { output: { tensor: output as GraphTensor, dtype: 'float32', shape } },
    };
  }

  #emitForward(
    extra: readonly InputSpec[],
    tensors: readonly GraphTensor[],
    run: (inputs: readonly tfjs.Tensor[]) => readonly tfjs.Tensor[],
  ): readonly GraphTensor[] {
    const traced = trace({
      inputs: [...this.#inputs, ...extra],
      variables: this.#weights.map(({ variable }) => variable),
      models: [this.#spec.model],
      replacement: layerReplacements(),
      run,
    });
    return emitTrace(this.#builder, rewriteTrace(traced, trainingRewrites), {
      inputs: [...this.#inputs.map(({ tensor }) => tensor), ...tensors],
      variables: this.#reads,
    }).outputs;
  }

  #initialize(slots: readonly Slot[]): SignatureSpec {
    const builder = this.#builder;
    const fed = this.#variables.map((variable, index) => ({
      variable,
      value: builder.placeholder(`initial/${index}`, 'float32', variable.shape),
    }));
    const filled = slots.map(({ variable, initial }) => ({
      variable,
      value: builder.add('Fill', {
        inputs: [builder.int32(variable.shape), builder.scalar(initial)],
        attributes: { T: attribute.type('float32'), index_type: attribute.type('int32') },
      }),
    }));
    const assigned = [...fed, ...filled].map(({ variable, value }) =>
      assignVariable(builder, variable, value),
    );
    return {
      inputs: Object.fromEntries(
        fed.map(({ variable, value }) => [
          variable.name,
          { tensor: value, dtype: 'float32', shape: variable.shape },
        ]),
      ),
      outputs: { done: { tensor: this.#done('initialized', assigned), dtype: 'string', shape: [] } },
    };
  }

  #weightValues(): SignatureSpec {
    const outputs = this.#variables.map(({ name, shape }, index): [string, TensorSpec] => [
      name,
      { tensor: this.#reads[index] as GraphTensor, dtype: 'float32', shape },
    ]);
    return { inputs: {}, outputs: Object.fromEntries(outputs) };
  }

  /** Something to fetch, since a session runs only what leads to a tensor. */
  #done(name: string, after: readonly GraphTensor[], value?: GraphTensor): GraphTensor {
    const constant: HostTensor = { dtype: 'string', shape: [], data: [new TextEncoder().encode(name)] };
    return this.#builder.add('Identity', {
      name,
      inputs: [value ?? this.#builder.constant(constant)],
      attributes: { T: attribute.type('string') },
      after,
    });
  }

  #batchInputs(): Record<string, TensorSpec> {
    return tensorSpecs([...this.#inputs, { ...this.#spec.label, tensor: this.#label }]);
  }

  #results(tensors: readonly GraphTensor[]): Record<string, TensorSpec> {
    const names = ['loss', ...Object.keys(this.#spec.metrics)];
    return Object.fromEntries(names.map((name, index) => [name, scalar(tensors[index] as GraphTensor)]));
  }
}

function trainStep(
  model: tfjs.LayersModel,
  { inputs, labels }: ReturnType<Augment>,
  {
    learned,
    loss,
    metrics,
  }: {
    readonly learned: readonly tfjs.Variable[];
    readonly loss: BatchFunction;
    readonly metrics: readonly BatchFunction[];
  },
): tfjs.Tensor[] {
  const { tf } = tensorflow();
  let outputs: tfjs.Tensor | undefined;
  const { value, grads } = tf.variableGrads(() => {
    // Kept, since the end of the gradient's scope would free it before the metrics look at it.
    outputs = tf.keep(applyModel(model, inputs, true));
    return addPenalties(model, loss(labels, outputs));
  }, [...learned]);
  const measured = metrics.map((metric) => metric(labels, outputs as tfjs.Tensor));
  outputs?.dispose();
  return [value, ...measured, ...learned.map((variable) => grads[variable.name] as tfjs.Tensor)];
}

/** The name of the layer that gives a model's output. */
export function outputName(model: tfjs.LayersModel): string {
  return (model.outputs[0] as tfjs.SymbolicTensor).sourceLayer.name;
}

/** The first output of a model for a batch. */
export function applyModel(
  model: tfjs.LayersModel,
  inputs: readonly tfjs.Tensor[],
  training: boolean,
): tfjs.Tensor {
  const outputs = model.apply(inputs.length === 1 ? (inputs[0] as tfjs.Tensor) : [...inputs], { training });
  return (Array.isArray(outputs) ? outputs[0] : outputs) as tfjs.Tensor;
}

/** Adds what the layers' regularizers ask for. */
function addPenalties(model: tfjs.LayersModel, loss: tfjs.Scalar): tfjs.Scalar {
  return model.calculateLosses().reduce<tfjs.Scalar>((sum, penalty) => sum.add(penalty), loss);
}

/** The inputs of a model, named after its input layers. */
export function modelInputs(model: tfjs.LayersModel): InputSpec[] {
  return model.inputs.map((input) => ({
    name: input.sourceLayer.name,
    dtype: input.dtype === 'int32' ? 'int32' : 'float32',
    shape: input.shape.map((size) => size ?? -1),
  }));
}

function tensorSpecs(
  inputs: readonly (InputSpec & { readonly tensor: GraphTensor })[],
): Record<string, TensorSpec> {
  return Object.fromEntries(inputs.map(({ name, tensor, dtype, shape }) => [name, { tensor, dtype, shape }]));
}

function fileSignature(filename: GraphTensor, done: GraphTensor): SignatureSpec {
  return {
    inputs: { [FEED.filename]: { tensor: filename, dtype: 'string', shape: [] } },
    outputs: { done: { tensor: done, dtype: 'string', shape: [] } },
  };
}

function scalar(tensor: GraphTensor): TensorSpec {
  return { tensor, dtype: 'float32', shape: [] };
}
