import { Random } from './input/random.ts';

/**
 * Runs `work` with a reproducible Math.random, from which tfjs draws the seeds of weights that are given none. The
 * same model is then built from the same seed each time.
 */
export function withSeed<Result>(seed: number, work: () => Result): Result {
  const original = Math.random;
  const random = new Random(seed);
  Math.random = () => random.uniform();
  try {
    return work();
  } finally {
    Math.random = original;
  }
}
