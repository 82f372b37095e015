import * as z from 'zod';
import { method } from './method.ts';

/** One metric of one slice, with the baseline's value where there is a baseline. */
const metricViewSchema = z.object({
  name: z.string(),
  /** Class id, top k or output name where the metric has one. */
  subKey: z.string(),
  candidate: z.number().nullable(),
  baseline: z.number().nullable(),
  difference: z.number().nullable(),
  confidence: z.object({ lower: z.number(), upper: z.number() }).nullable(),
});

/** One rule of the verdict, in words with its numbers: "accuracy 0.871 >= 0.55". */
export const ruleViewSchema = z.object({
  slice: z.string(),
  metric: z.string(),
  kind: z.enum(['value', 'change', 'missing']),
  text: z.string(),
  passes: z.boolean(),
});

export const evaluationViewSchema = z.object({
  artifactId: z.number().int(),
  verdict: z.enum(['blessed', 'not-blessed', 'not-validated']),
  rules: z.array(ruleViewSchema),
  warnings: z.array(z.string()),
  candidateModel: z.object({ artifactId: z.number().int(), label: z.string() }).nullable(),
  baselineModel: z.object({ artifactId: z.number().int(), label: z.string() }).nullable(),
  /** The slice's name; "Overall" is everything. */
  slices: z.array(
    z.object({ slice: z.string(), examples: z.number().nullable(), metrics: z.array(metricViewSchema) }),
  ),
  /** Counts by actual (row) and predicted (column) class, of the candidate and the baseline. */
  confusion: z
    .object({
      classes: z.array(z.object({ code: z.number(), name: z.string(), color: z.string() })),
      candidate: z.array(z.array(z.number())),
      baseline: z.array(z.array(z.number())).nullable(),
    })
    .nullable(),
  examplesArtifactId: z.number().int().nullable(),
  split: z.string(),
  /** Of an evaluation of the deployed model on new data: whether it got worse, and the cell that trains it anew. */
  monitoring: z.object({ degraded: z.boolean(), retrainCell: z.string().nullable() }).nullable().optional(),
});
export type EvaluationView = z.infer<typeof evaluationViewSchema>;

/** Per-example results. Masks over HTTP: `/artifact/{artifactId}/prediction/{candidate|baseline}/{record}.png`, `/artifact/{artifactId}/error/{record}.png`. */
export const evaluatedExampleSchema = z.object({
  record: z.number().int(),
  candidate: z.record(z.string(), z.number()),
  baseline: z.record(z.string(), z.number()).nullable(),
});

export const evaluationMethods = {
  'evaluation.get': method(z.object({ artifactId: z.number().int() }), evaluationViewSchema),
  'evaluation.examples': method(
    z.object({
      artifactId: z.number().int(),
      sort: z
        .object({
          metric: z.string(),
          model: z.enum(['candidate', 'baseline', 'difference']),
          descending: z.boolean(),
        })
        .optional(),
      /** Only examples with pixels of this actual and predicted class, most such pixels first. */
      confusion: z.object({ actual: z.number().int(), predicted: z.number().int() }).optional(),
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(500),
    }),
    z.object({ total: z.number().int(), rows: z.array(evaluatedExampleSchema) }),
  ),
};
