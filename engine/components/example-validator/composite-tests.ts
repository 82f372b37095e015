import { AnomalyInfo_Type } from '../../formats/proto/gen/tensorflow_metadata/proto/v0/anomalies_pb.js';
import type { Schema } from '../../formats/proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import { describeSparse, describeWeighted } from '../../formats/schema/composite-features.ts';
import type { CompositeFeature } from '../../formats/statistics/composite-accumulator.ts';
import type { RecordTest, Values } from './record-test.ts';

/** Numbers of values of a sparse or weighted feature and of its indices or weights; null where one is missing. */
interface Lengths {
  readonly value: number | null;
  readonly parts: readonly (number | null)[];
}

type LengthsTest = (lengths: Lengths) => boolean;

const SPARSE: Partial<Record<AnomalyInfo_Type, LengthsTest>> = {
  [AnomalyInfo_Type.SPARSE_FEATURE_MISSING_VALUE]: ({ value }) => value === null,
  [AnomalyInfo_Type.SPARSE_FEATURE_MISSING_INDEX]: ({ parts }) => parts.includes(null),
  [AnomalyInfo_Type.SPARSE_FEATURE_LENGTH_MISMATCH]: differ,
};

const WEIGHTED: Partial<Record<AnomalyInfo_Type, LengthsTest>> = {
  [AnomalyInfo_Type.WEIGHTED_FEATURE_MISSING_VALUE]: ({ value }) => value === null,
  [AnomalyInfo_Type.WEIGHTED_FEATURE_MISSING_WEIGHT]: ({ parts }) => parts.includes(null),
  [AnomalyInfo_Type.WEIGHTED_FEATURE_LENGTH_MISMATCH]: differ,
};

function differ({ value, parts }: Lengths): boolean {
  return parts.some((length) => (length ?? 0) !== (value ?? 0));
}

/** The test for an anomaly of a sparse or weighted feature; null for any other. */
export function compositeTest(type: AnomalyInfo_Type, name: string, schema: Schema): RecordTest | null {
  const sparse = schema.sparseFeature.find((one) => one.name === name);
  const weighted = schema.weightedFeature.find((one) => one.name === name);
  const [isOfSparse, isOfWeighted] = [SPARSE[type], WEIGHTED[type]];
  if (sparse && isOfSparse) return testLengths(describeSparse(sparse), isOfSparse);
  return weighted && isOfWeighted ? testLengths(describeWeighted(weighted), isOfWeighted) : null;
}

function testLengths({ value, parts }: CompositeFeature, isBad: LengthsTest): RecordTest {
  return (valuesOf) => {
    const lengths = {
      value: lengthOf(valuesOf, value),
      parts: parts.map((part) => lengthOf(valuesOf, part)),
    };
    const isAbsent = lengths.value === null && lengths.parts.every((length) => length === null);
    return !isAbsent && isBad(lengths);
  };
}

function lengthOf(valuesOf: Values, name: string | null): number | null {
  return (name === null ? undefined : valuesOf(name)?.values.length) ?? null;
}
