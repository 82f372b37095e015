import type { FeatureValue } from '../../formats/example/feature-value.ts';

/** The values of a record's features by name; undefined for one that is missing. */
export type Values = (name: string) => FeatureValue | undefined;

/** Whether a record is one of those that cause an anomaly. */
export type RecordTest = (valuesOf: Values) => boolean;
