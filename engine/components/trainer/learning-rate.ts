import type { TrainingParameters } from './training-parameters.ts';

/** What an exponential schedule has left of the rate in the last step. */
const EXPONENTIAL_REST = 0.01;

/** The learning rate of a step, counted from 0; a pure function, so that a resumed training goes on where it was. */
export function learningRateAt(
  parameters: Pick<TrainingParameters, 'learning_rate' | 'learning_rate_schedule' | 'warmup_steps'>,
  step: number,
  totalSteps: number,
): number {
  const { learning_rate: peak, learning_rate_schedule: schedule, warmup_steps: warmup } = parameters;
  if (step < warmup) {
    return (peak * (step + 1)) / warmup;
  }
  const progress = (step - warmup) / Math.max(1, totalSteps - warmup);
  switch (schedule) {
    case 'constant':
      return peak;
    case 'cosine':
      return (peak * (1 + Math.cos(Math.PI * progress))) / 2;
    case 'exponential':
      return peak * EXPONENTIAL_REST ** progress;
  }
}
