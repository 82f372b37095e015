import * as z from 'zod';
import { method } from './method.ts';

const bucketSchema = z.object({ low: z.number(), high: z.number(), count: z.number() });

/** TFDV's FeatureNameStatistics, flattened for a viewer. Fields that do not apply are null. */
export const featureStatisticsViewSchema = z.object({
  path: z.array(z.string()),
  type: z.enum(['INT', 'FLOAT', 'STRING', 'BYTES', 'STRUCT']),
  present: z.number(),
  missing: z.number(),
  minimumValues: z.number(),
  maximumValues: z.number(),
  averageValues: z.number(),
  totalValues: z.number(),
  numeric: z
    .object({
      mean: z.number(),
      standardDeviation: z.number(),
      zeros: z.number(),
      minimum: z.number(),
      median: z.number(),
      maximum: z.number(),
      nan: z.number(),
      histogram: z.array(bucketSchema),
      quantiles: z.array(bucketSchema),
    })
    .nullable(),
  text: z
    .object({
      unique: z.number(),
      averageLength: z.number(),
      top: z.array(z.object({ value: z.string(), count: z.number() })),
      ranks: z.array(z.object({ label: z.string(), count: z.number() })),
    })
    .nullable(),
  valueCounts: z.array(bucketSchema),
  /** What TFDV's generators add: a number, words, or how often each label occurs. */
  custom: z.array(
    z.object({
      name: z.string(),
      value: z.union([z.number(), z.string(), z.array(z.object({ label: z.string(), count: z.number() }))]),
    }),
  ),
});
export type FeatureStatisticsView = z.infer<typeof featureStatisticsViewSchema>;

export const statisticsViewSchema = z.object({
  artifactId: z.number().int(),
  splits: z.array(
    z.object({
      name: z.string(),
      /** The slice's name; "" is everything. */
      slice: z.string(),
      records: z.number(),
      features: z.array(featureStatisticsViewSchema),
    }),
  ),
  /** Distance between the first two splits by feature path joined with ".": Jensen-Shannon or L-infinity. */
  distances: z.record(
    z.string(),
    z.object({ jensenShannon: z.number().nullable(), linfinity: z.number().nullable() }),
  ),
});
export type StatisticsView = z.infer<typeof statisticsViewSchema>;

export const statisticsMethods = {
  'statistics.get': method(z.object({ artifactId: z.number().int() }), statisticsViewSchema),
};
