import { readFile } from 'node:fs/promises';
import { FormatError } from '../format-error.ts';
import { readRecordBatches } from '../tfrecord/read-record-batches.ts';

/**
 * The words of a vocabulary in the order of their numbers: one a line of text, or one a record where the file is
 * called `…tfrecord.gz` (TFDV, utils/vocab_util.py). White space around words does not count.
 * @throws FormatError "cannot-read"
 */
export async function readVocabulary(file: string): Promise<readonly string[]> {
  const words = file.endsWith('tfrecord.gz') ? await readRecords(file) : await readLines(file);
  return words.map((word) => word.trim());
}

async function readRecords(file: string): Promise<readonly string[]> {
  const words: string[] = [];
  for await (const { records } of readRecordBatches(file)) {
    for (const record of records) words.push(Buffer.from(record).toString());
  }
  return words;
}

async function readLines(file: string): Promise<readonly string[]> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new FormatError('cannot-read', `Cannot read the vocabulary "${file}": ${why}`, {
      location: { file },
      cause,
    });
  });
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
