import {
  type AnomalyInfo,
  AnomalyInfo_Type,
} from '../../formats/proto/gen/tensorflow_metadata/proto/v0/anomalies_pb.js';

const DEPRECATE_IT = 'Mark the feature as deprecated';

const LABELS: Partial<Record<AnomalyInfo_Type, string>> = {
  [AnomalyInfo_Type.SCHEMA_NEW_COLUMN]: 'Add the feature to the schema',
  [AnomalyInfo_Type.SCHEMA_MISSING_COLUMN]: DEPRECATE_IT,
  [AnomalyInfo_Type.FEATURE_TYPE_NOT_PRESENT]: DEPRECATE_IT,
  [AnomalyInfo_Type.FEATURE_TYPE_LOW_FRACTION_PRESENT]: 'Allow it to be missing as often',
  [AnomalyInfo_Type.FEATURE_TYPE_LOW_NUMBER_PRESENT]: 'Allow it to be missing as often',
  [AnomalyInfo_Type.FLOAT_TYPE_BIG_FLOAT]: 'Widen the range',
  [AnomalyInfo_Type.FLOAT_TYPE_SMALL_FLOAT]: 'Widen the range',
  [AnomalyInfo_Type.INT_TYPE_BIG_INT]: 'Widen the range',
  [AnomalyInfo_Type.INT_TYPE_SMALL_INT]: 'Widen the range',
  [AnomalyInfo_Type.FLOAT_TYPE_HAS_NAN]: 'Allow NaN',
  [AnomalyInfo_Type.FLOAT_TYPE_HAS_INF]: 'Allow infinities',
  [AnomalyInfo_Type.ENUM_TYPE_UNEXPECTED_STRING_VALUES]: 'Add the values to the domain',
  [AnomalyInfo_Type.INVALID_FEATURE_SHAPE]: 'Drop the shape',
  [AnomalyInfo_Type.SPARSE_FEATURE_MISSING_VALUE]: DEPRECATE_IT,
  [AnomalyInfo_Type.SPARSE_FEATURE_MISSING_INDEX]: DEPRECATE_IT,
  [AnomalyInfo_Type.SPARSE_FEATURE_LENGTH_MISMATCH]: DEPRECATE_IT,
  [AnomalyInfo_Type.WEIGHTED_FEATURE_MISSING_VALUE]: DEPRECATE_IT,
  [AnomalyInfo_Type.WEIGHTED_FEATURE_MISSING_WEIGHT]: DEPRECATE_IT,
  [AnomalyInfo_Type.WEIGHTED_FEATURE_LENGTH_MISMATCH]: DEPRECATE_IT,
  [AnomalyInfo_Type.UNEXPECTED_DATA_TYPE]: 'Take the type of the data',
  [AnomalyInfo_Type.FEATURE_MISSING_TYPE]: 'Take the type of the data',
};

/** Reasons that lie in other data, which no change of the schema accepts. */
const WITHOUT_FIX: ReadonlySet<AnomalyInfo_Type> = new Set([
  AnomalyInfo_Type.COMPARATOR_CONTROL_DATA_MISSING,
  AnomalyInfo_Type.COMPARATOR_L_INFTY_HIGH,
  AnomalyInfo_Type.COMPARATOR_JENSEN_SHANNON_DIVERGENCE_HIGH,
  AnomalyInfo_Type.COMPARATOR_NORMALIZED_ABSOLUTE_DIFFERENCE_HIGH,
]);

/** What a button that accepts the data says; null where the schema cannot be changed to fit. */
export function fixLabel({ reason }: AnomalyInfo): string | null {
  if (reason.length === 0 || reason.some(({ type }) => WITHOUT_FIX.has(type))) return null;
  const labels = new Set(reason.map(({ type }) => LABELS[type]));
  const [label] = labels;
  return labels.size === 1 && label !== undefined ? label : 'Accept the data as it is';
}
