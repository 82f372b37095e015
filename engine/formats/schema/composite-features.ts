import type {
  Schema,
  SparseFeature,
  WeightedFeature,
} from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import type { CompositeFeature } from '../statistics/composite-accumulator.ts';
import { compareText } from './reason.ts';

/** The sparse and the weighted features of a schema; those inside of a struct, which no Example holds, are left out. */
export function compositeFeatures({ sparseFeature, weightedFeature }: Schema): readonly CompositeFeature[] {
  return [...sparseFeature.map(describeSparse), ...weightedFeature.map(describeWeighted)];
}

export function describeSparse({ name, indexFeature, valueFeature }: SparseFeature): CompositeFeature {
  const indices = new Set(indexFeature.map((one) => one.name));
  const parts = [...indices].sort(compareText);
  return { name, kind: 'sparse', value: valueFeature?.name ?? '', parts };
}

export function describeWeighted({ name, feature, weightFeature }: WeightedFeature): CompositeFeature {
  const nameAt = (path: WeightedFeature['feature']): string | null =>
    path?.step.length === 1 ? (path.step[0] ?? null) : null;
  return { name, kind: 'weighted', value: nameAt(feature), parts: [nameAt(weightFeature)] };
}
