import type { NamedTensors } from '../../tensorflow/saved-model/session.ts';
import type { Batch, BatchFeature } from './input/batch-feature.ts';

/** A batch as the training session takes it. */
export function batchTensors(batch: Batch, features: readonly BatchFeature[]): NamedTensors {
  return Object.fromEntries(
    features.map(({ name, dtype, shape }) => [
      name,
      { dtype, shape: [batch.size, ...shape], data: batch.features[name] as Float32Array },
    ]),
  );
}
