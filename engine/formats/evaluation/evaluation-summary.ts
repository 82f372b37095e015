import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { ruleViewSchema } from '../../contract/evaluation.ts';

const summaryFile = path.join('millrace', 'summary.json');

/** What TFMA's files do not say of an evaluation: the verdict in words, its warnings, and what was evaluated. */
const summarySchema = z.object({
  verdict: z.enum(['blessed', 'not-blessed', 'not-validated']),
  rules: z.array(ruleViewSchema),
  warnings: z.array(z.string()),
  /** The split whose records the example results number. */
  split: z.string(),
  examples: z.number().int(),
  /** Examples by slice name. */
  sliceExamples: z.record(z.string(), z.number().int()),
  /** Counts by actual (row) and predicted (column) class; null for a model that predicts values. */
  confusion: z
    .object({ candidate: z.array(z.array(z.number())), baseline: z.array(z.array(z.number())).nullable() })
    .nullable(),
});
export type EvaluationSummary = z.infer<typeof summarySchema>;

/** Writes the summary beside the example results, whose folder must exist. */
export async function writeEvaluationSummary(directory: string, summary: EvaluationSummary): Promise<void> {
  await writeFile(path.join(directory, summaryFile), `${JSON.stringify(summary, null, 2)}\n`);
}

/** The summary of an evaluation's folder; null for one that TFMA wrote. */
export async function readEvaluationSummary(directory: string): Promise<EvaluationSummary | null> {
  try {
    return summarySchema.parse(JSON.parse(await readFile(path.join(directory, summaryFile), 'utf8')));
  } catch {
    return null;
  }
}
