import type { Schema } from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import type { AccumulatorOptions } from '../statistics/dataset-accumulator.ts';
import { categoricalIntegers } from './categorical-integers.ts';
import { compositeFeatures } from './composite-features.ts';
import { languageFeatures, type Vocabularies } from './language-features.ts';

/** What statistics are made of besides, given a schema. */
export type StatisticsHints = Required<
  Pick<AccumulatorOptions, 'categoricalFeatures' | 'compositeFeatures' | 'languageFeatures'>
>;

/** @throws FormatError "bad-value" where the schema names a vocabulary that is not given */
export function statisticsHints(schema: Schema, vocabularies: Vocabularies): StatisticsHints {
  return {
    categoricalFeatures: categoricalIntegers(schema),
    compositeFeatures: compositeFeatures(schema),
    languageFeatures: languageFeatures(schema, vocabularies),
  };
}
