import { appendFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';

const logName = '.millrace-pushes.jsonl';

const entrySchema = z.object({
  action: z.enum(['push', 'rollback']),
  atMs: z.number(),
  version: z.string(),
  pipeline: z.string(),
  runId: z.string(),
  executionId: z.number().int(),
  model: z.string(),
  digest: z.string(),
});
export type PushLogEntry = z.infer<typeof entrySchema>;

/** Adds a line to the record that lies beside the versions, so that a folder tells its own history. */
export async function recordPush(baseDirectory: string, entry: PushLogEntry): Promise<void> {
  await appendFile(path.join(baseDirectory, logName), `${JSON.stringify(entry)}\n`);
}

/** The record of a folder of pushes, oldest first; lines that cannot be read are passed over. */
export async function readPushLog(baseDirectory: string): Promise<PushLogEntry[]> {
  const text = await readFile(path.join(baseDirectory, logName), 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    const parsed = entrySchema.safeParse(parseJson(line));
    return parsed.success ? [parsed.data] : [];
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
