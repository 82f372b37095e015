import type { NumericValueComparator, Schema } from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import { isSet } from './proto-fields.ts';
import { AnomalyType, type Reason, reason, sixDigits } from './reason.ts';

/** Checks the number of examples, against that of the previous data and alone. */
export function checkDataset(
  { datasetConstraints: constraints }: Schema,
  examples: number,
  { previous }: { readonly previous: number | null },
): Reason[] {
  if (!constraints) return [];
  const reasons: Reason[] = [];
  const drift = constraints.numExamplesDriftComparator;
  if (drift && previous !== null) reasons.push(...compareExamples(drift, examples, previous));
  // TFDV looks at the greatest number only where there is a least one, too.
  if (!isSet(constraints, 'minExamplesCount')) return reasons;
  if (examples < Number(constraints.minExamplesCount)) {
    const text = `The dataset has ${sixDigits(examples)} examples, which is fewer than expected.`;
    reasons.push(reason(AnomalyType.DATASET_LOW_NUM_EXAMPLES, 'Low num examples in dataset.', text));
  }
  if (isSet(constraints, 'maxExamplesCount') && examples > Number(constraints.maxExamplesCount)) {
    const text = `The dataset has ${sixDigits(examples)} examples, which is more than expected.`;
    reasons.push(reason(AnomalyType.DATASET_HIGH_NUM_EXAMPLES, 'High num examples in dataset.', text));
  }
  return reasons;
}

const BEFORE = 'the previous span';

function compareExamples(drift: NumericValueComparator, examples: number, previous: number): Reason[] {
  const versus = `num examples in current dataset versus ${BEFORE}`;
  const hasMaximum = isSet(drift, 'maxFractionThreshold');
  if (previous === 0) {
    const text = `The previous span has 0 examples, so there is a high number of examples in the current dataset versus ${BEFORE}.`;
    const high = AnomalyType.COMPARATOR_HIGH_NUM_EXAMPLES;
    return hasMaximum ? [reason(high, `High ${versus}, which has 0.`, text)] : [];
  }
  const ratio = examples / previous;
  const reasons: Reason[] = [];
  const text = (relation: string, threshold: number): string =>
    `The ratio of num examples in the current dataset versus ${BEFORE} is ${sixDigits(ratio)} (up to six significant ` +
    `digits), which is ${relation} the threshold ${sixDigits(threshold)}.`;
  if (hasMaximum && ratio > drift.maxFractionThreshold) {
    const high = text('above', drift.maxFractionThreshold);
    reasons.push(reason(AnomalyType.COMPARATOR_HIGH_NUM_EXAMPLES, `High ${versus}.`, high));
  }
  if (ratio < drift.minFractionThreshold) {
    const low = text('below', drift.minFractionThreshold);
    reasons.push(reason(AnomalyType.COMPARATOR_LOW_NUM_EXAMPLES, `Low ${versus}.`, low));
  }
  return reasons;
}
