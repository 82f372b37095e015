import type { Schema } from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import { AnomalyType, type Reason, reason, sixDigits } from './reason.ts';

/** Checks the number of examples, alone and against that of the previous data. */
export function checkDataset(schema: Schema, examples: number, previousExamples: number | null): Reason[] {
  const constraints = schema.datasetConstraints;
  if (!constraints) return [];
  const reasons: Reason[] = [];
  if (examples < Number(constraints.minExamplesCount)) {
    const text = `The dataset has ${examples} examples, which is fewer than expected.`;
    reasons.push(reason(AnomalyType.DATASET_LOW_NUM_EXAMPLES, 'Low num examples in dataset.', text));
  }
  const drift = constraints.numExamplesDriftComparator;
  if (!drift || previousExamples === null) return reasons;
  const ratio = examples / previousExamples;
  const versus = 'num examples in current dataset versus the previous span.';
  const text = (relation: string, threshold: number): string =>
    'The ratio of num examples in the current dataset versus the previous span is ' +
    `${sixDigits(ratio)} (up to six significant digits), which is ${relation} the threshold ${sixDigits(threshold)}.`;
  if (ratio < drift.minFractionThreshold) {
    const low = text('below', drift.minFractionThreshold);
    reasons.push(reason(AnomalyType.COMPARATOR_LOW_NUM_EXAMPLES, `Low ${versus}`, low));
  }
  if (Object.hasOwn(drift, 'maxFractionThreshold') && ratio > drift.maxFractionThreshold) {
    const high = text('above', drift.maxFractionThreshold);
    reasons.push(reason(AnomalyType.COMPARATOR_HIGH_NUM_EXAMPLES, `High ${versus}`, high));
  }
  return reasons;
}
