import { attribute } from '../graph/attributes.ts';
import type { GraphBuilder, GraphTensor, NodeAttributes } from '../graph/graph-builder.ts';
import { addVariable, assignVariable, type GraphVariable, readVariable } from '../graph/variables.ts';

/** How weights follow their gradients; the learning rate comes with every step. Defaults are Keras's. */
export type Optimizer =
  | { readonly kind: 'adam'; readonly beta1?: number; readonly beta2?: number; readonly epsilon?: number }
  | {
      readonly kind: 'adamw';
      readonly weightDecay: number;
      readonly beta1?: number;
      readonly beta2?: number;
      readonly epsilon?: number;
    }
  | { readonly kind: 'sgd' }
  | { readonly kind: 'momentum'; readonly momentum?: number; readonly nesterov?: boolean }
  | {
      readonly kind: 'rmsprop';
      readonly decay?: number;
      readonly momentum?: number;
      readonly epsilon?: number;
    };

/** A variable that an optimizer keeps beside a weight, and what it starts from. */
export interface Slot {
  readonly variable: GraphVariable;
  readonly initial: number;
}

/** A weight with its gradient; `read` is the value that the gradient was computed with. */
export interface Update {
  readonly variable: GraphVariable;
  readonly read: GraphTensor;
  readonly gradient: GraphTensor;
}

export interface EmittedOptimizer {
  readonly slots: readonly Slot[];
  /** Nodes after which all weights are updated. */
  readonly updates: readonly GraphTensor[];
}

const T = { T: attribute.type('float32') };

/** Adds TensorFlow's own update operation for each weight: one node in place of the dozen that tfjs would run. */
export function emitOptimizer(
  builder: GraphBuilder,
  optimizer: Optimizer,
  updates: readonly Update[],
  learningRate: GraphTensor,
): EmittedOptimizer {
  switch (optimizer.kind) {
    case 'adam':
      return emitAdam(builder, optimizer, updates, learningRate);
    case 'adamw':
      return emitAdam(
        builder,
        optimizer,
        decayWeights(builder, optimizer.weightDecay, updates, learningRate),
        learningRate,
      );
    case 'sgd':
      return apply(builder, updates, 'ResourceApplyGradientDescent', [], ({ gradient }) => [
        learningRate,
        gradient,
      ]);
    case 'momentum':
      return emitMomentum(builder, optimizer, updates, learningRate);
    case 'rmsprop':
      return emitRmsProp(builder, optimizer, updates, learningRate);
  }
}

function emitAdam(
  builder: GraphBuilder,
  {
    beta1 = 0.9,
    beta2 = 0.999,
    epsilon = 1e-7,
  }: { readonly beta1?: number; readonly beta2?: number; readonly epsilon?: number },
  updates: readonly Update[],
  learningRate: GraphTensor,
): EmittedOptimizer {
  const powers = [beta1, beta2].map((beta, index) => ({
    beta: builder.scalar(beta),
    slot: slot(builder, `optimizer/beta${index + 1}_power`, [], beta),
  }));
  const [power1, power2] = powers.map(({ slot: { variable } }) => readVariable(builder, variable)) as [
    string,
    string,
  ];
  const [first, second] = powers.map(({ beta }) => beta) as [string, string];
  const applied = apply(builder, updates, 'ResourceApplyAdam', ['m', 'v'], ({ gradient }) => [
    power1,
    power2,
    learningRate,
    first,
    second,
    builder.scalar(epsilon),
    gradient,
  ]);
  const next = powers.map(({ beta, slot: { variable } }, index) =>
    assignVariable(
      builder,
      variable,
      builder.add('Mul', {
        inputs: [index === 0 ? power1 : power2, beta],
        attributes: T,
        after: applied.updates,
      }),
    ),
  );
  return {
    slots: [...powers.map((power) => power.slot), ...applied.slots],
    updates: [...applied.updates, ...next],
  };
}

/**
 * Decoupled weight decay (Loshchilov and Hutter, 2019): the weight shrinks by rate times decay before Adam's step.
 * Vectors (biases, normalisation) are left alone.
 */
function decayWeights(
  builder: GraphBuilder,
  weightDecay: number,
  updates: readonly Update[],
  learningRate: GraphTensor,
): Update[] {
  const factor = builder.add('Mul', { inputs: [learningRate, builder.scalar(weightDecay)], attributes: T });
  return updates.map((update) => {
    if (update.variable.shape.length < 2) {
      return update;
    }
    const shrink = builder.add('Mul', {
      inputs: [update.read, factor],
      attributes: T,
      after: [update.gradient],
    });
    const decayed = assignVariable(builder, update.variable, shrink, 'AssignSubVariableOp');
    const gradient = builder.add('Identity', { inputs: [update.gradient], attributes: T, after: [decayed] });
    return { ...update, gradient };
  });
}

function emitMomentum(
  builder: GraphBuilder,
  { momentum = 0.9, nesterov = false }: Extract<Optimizer, { kind: 'momentum' }>,
  updates: readonly Update[],
  learningRate: GraphTensor,
): EmittedOptimizer {
  const factor = builder.scalar(momentum);
  return apply(
    builder,
    updates,
    'ResourceApplyMomentum',
    ['momentum'],
    ({ gradient }) => [learningRate, gradient, factor],
    { use_nesterov: attribute.bool(nesterov) },
  );
}

function emitRmsProp(
  builder: GraphBuilder,
  { decay = 0.9, momentum = 0, epsilon = 1e-7 }: Extract<Optimizer, { kind: 'rmsprop' }>,
  updates: readonly Update[],
  learningRate: GraphTensor,
): EmittedOptimizer {
  const [rho, mu, tiny] = [decay, momentum, epsilon].map((value) => builder.scalar(value)) as [
    string,
    string,
    string,
  ];
  return apply(builder, updates, 'ResourceApplyRMSProp', ['ms', 'mom'], ({ gradient }) => [
    learningRate,
    rho,
    mu,
    tiny,
    gradient,
  ]);
}

/** One update operation a weight: the weight, its slots of the given names, then the other inputs. */
function apply(
  builder: GraphBuilder,
  updates: readonly Update[],
  op: string,
  slotNames: readonly string[],
  rest: (update: Update) => readonly GraphTensor[],
  attributes: NodeAttributes = {},
): EmittedOptimizer {
  const slots: Slot[] = [];
  const nodes = updates.map((update) => {
    const own = slotNames.map((name) =>
      slot(builder, `optimizer/${update.variable.name}/${name}`, update.variable.shape, 0),
    );
    slots.push(...own);
    return builder.add(op, {
      name: `optimizer/${update.variable.name}/${op}`,
      inputs: [update.variable.handle, ...own.map(({ variable }) => variable.handle), ...rest(update)],
      attributes: { ...T, ...attributes },
      // The copy of the weight that the step reads must be the one from before the update.
      after: [update.read],
    });
  });
  return { slots, updates: nodes };
}

function slot(builder: GraphBuilder, name: string, shape: readonly number[], initial: number): Slot {
  return { variable: addVariable(builder, { name, dtype: 'float32', shape }), initial };
}
