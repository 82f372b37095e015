import type { Optimizer } from '../../tensorflow/training/optimizer.ts';
import type { TrainingParameters } from './training-parameters.ts';

/** The optimizer that the parameters ask for. */
export function optimizerOf(parameters: Pick<TrainingParameters, 'optimizer' | 'weight_decay'>): Optimizer {
  return parameters.optimizer === 'adamw'
    ? { kind: 'adamw', weightDecay: parameters.weight_decay }
    : { kind: parameters.optimizer };
}
