/** The best epoch so far by validation loss, and how long ago it was. */
export interface BestEpoch {
  readonly epoch: number;
  readonly value: number;
}

/** Whether a value beats the best one; NaN never does. */
export function isBetter(value: number, best: BestEpoch | null): boolean {
  return best === null ? !Number.isNaN(value) : value < best.value;
}

/** Whether training ends after an epoch because `patience` epochs brought nothing better; 0 never ends it. */
export function shouldStop(epoch: number, best: BestEpoch | null, patience: number): boolean {
  return patience > 0 && best !== null && epoch - best.epoch >= patience;
}
