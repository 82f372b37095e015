import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { FormatError } from '../../formats/format-error.ts';

const recordsSchema = z.object({
  /** How many records cause it, and the numbers of the first 1,000 of them. */
  count: z.number().int(),
  records: z.array(z.number().int()),
});
export type CausingRecords = z.infer<typeof recordsSchema>;

const reportSchema = z.object({
  /** By feature. */
  anomalies: z.record(z.string(), recordsSchema),
  /** What TFDV has no word for. */
  warnings: z.array(recordsSchema.extend({ feature: z.string(), short: z.string(), message: z.string() })),
});
export type CauseReport = z.infer<typeof reportSchema>;

/** By split. Nothing in it depends on when or where the cell ran, so equal inputs give equal bytes. */
const causesSchema = z.record(z.string(), reportSchema);
export type Causes = z.infer<typeof causesSchema>;

/** As the first versions wrote it, with the examples it was made from around the splits. */
const olderCausesSchema = z.object({ splits: causesSchema }).transform(({ splits }) => splits);
const readableSchema = z.union([olderCausesSchema, causesSchema]);

/** Beside the splits, where TFX and TFDV do not look. */
const FILE = 'causes.json';

export async function writeCauses(folder: string, causes: Causes): Promise<void> {
  await writeFile(join(folder, FILE), `${JSON.stringify(causes)}\n`);
}

/**
 * The causes of an anomalies artifact; null for one that TFX wrote.
 * @throws FormatError "cannot-read" when the file is damaged
 */
export async function readCauses(folder: string): Promise<Causes | null> {
  const file = join(folder, FILE);
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return readableSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new FormatError(
      'cannot-read',
      `Cannot read which records cause the anomalies: "${file}" is damaged`,
      {
        hint: 'Run ExampleValidator with "Run cell again, even if nothing changed"',
        location: { file },
        cause,
      },
    );
  }
}
