import * as z from 'zod';
import { method } from './method.ts';

/** A feature of a tensorflow.metadata.v0.Schema as one row of the editable table. */
export const schemaFeatureViewSchema = z.object({
  name: z.string(),
  type: z.enum(['BYTES', 'INT', 'FLOAT', 'STRUCT', 'TYPE_UNKNOWN']),
  /** Fraction of records that must have it, 0 to 1; null when not stated. */
  minimumFraction: z.number().nullable(),
  minimumCount: z.number().nullable(),
  shape: z.array(z.number()).nullable(),
  valueCount: z.object({ minimum: z.number().nullable(), maximum: z.number().nullable() }).nullable(),
  domain: z
    .discriminatedUnion('kind', [
      z.object({
        kind: z.literal('float'),
        minimum: z.number().nullable(),
        maximum: z.number().nullable(),
        disallowNan: z.boolean(),
      }),
      z.object({
        kind: z.literal('int'),
        minimum: z.number().nullable(),
        maximum: z.number().nullable(),
        categorical: z.boolean(),
      }),
      z.object({ kind: z.literal('string'), name: z.string(), values: z.array(z.string()) }),
      z.object({ kind: z.literal('bool') }),
      z.object({ kind: z.literal('image') }),
      z.object({ kind: z.literal('other'), name: z.string() }),
    ])
    .nullable(),
  environments: z.array(z.string()),
  notInEnvironments: z.array(z.string()),
  driftThreshold: z.number().nullable(),
  skewThreshold: z.number().nullable(),
});
export type SchemaFeatureView = z.infer<typeof schemaFeatureViewSchema>;

export const schemaViewSchema = z.object({
  features: z.array(schemaFeatureViewSchema),
  defaultEnvironments: z.array(z.string()),
  /** The text proto, comments included. */
  text: z.string(),
});
export type SchemaView = z.infer<typeof schemaViewSchema>;

export const anomalyViewSchema = z.object({
  path: z.string(),
  severity: z.enum(['unknown', 'warning', 'error']),
  short: z.string(),
  description: z.string(),
  reasons: z.array(z.object({ type: z.string(), short: z.string(), description: z.string() })),
  /** Records that cause it (the first 1,000), and how many there are; null where the cause is not in records. */
  records: z.array(z.number().int()).nullable(),
  recordCount: z.number().int().nullable(),
  /** The change of the schema that accepts the data as it is, worded for a button; null where none makes sense. */
  fix: z.object({ label: z.string(), feature: z.string() }).nullable(),
});
export type AnomalyView = z.infer<typeof anomalyViewSchema>;

export const anomaliesViewSchema = z.object({
  artifactId: z.number().int(),
  /** The Examples in which the records lie. */
  examplesArtifactId: z.number().int().nullable(),
  splits: z.array(z.object({ name: z.string(), anomalies: z.array(anomalyViewSchema) })),
  drift: z.array(
    z.object({
      path: z.string(),
      kind: z.enum(['skew', 'drift']),
      measure: z.string(),
      value: z.number(),
      threshold: z.number(),
    }),
  ),
});
export type AnomaliesView = z.infer<typeof anomaliesViewSchema>;

/** A file of the notebook's folder that holds the curated schema. */
const schemaFile = z.string();

export const schemaMethods = {
  'schema.get': method(z.object({ artifactId: z.number().int() }), schemaViewSchema),
  'schema.readFile': method(z.object({ file: schemaFile }), schemaViewSchema),
  'schema.parse': method(z.object({ text: z.string() }), schemaViewSchema),
  /** Changes one feature and gives the new text; comments and unknown fields stay. Nothing is written. */
  'schema.editFeature': method(
    z.object({ text: z.string(), feature: schemaFeatureViewSchema }),
    schemaViewSchema,
  ),
  'schema.removeFeature': method(z.object({ text: z.string(), feature: z.string() }), schemaViewSchema),
  'schema.save': method(z.object({ file: schemaFile, text: z.string() }), schemaViewSchema),
  'schema.diff': method(
    z.object({ before: z.string(), after: z.string() }),
    z.array(
      z.object({
        feature: z.string(),
        change: z.enum(['added', 'removed', 'changed']),
        description: z.string(),
      }),
    ),
  ),
  'anomalies.get': method(z.object({ artifactId: z.number().int() }), anomaliesViewSchema),
  /** The schema text after accepting what an anomaly reports. */
  'anomalies.fix': method(
    z.object({ artifactId: z.number().int(), split: z.string(), path: z.string(), text: z.string() }),
    schemaViewSchema,
  ),
};
