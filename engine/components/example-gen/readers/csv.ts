import { availableParallelism } from 'node:os';
import { type CsvBlock, csvBlocks } from '../../../formats/csv/csv-blocks.ts';
import { CsvScanner } from '../../../formats/csv/csv-scanner.ts';
import { mapInOrder } from '../../../formats/files/map-in-order.ts';
import { readChunks } from '../../../formats/files/read-chunks.ts';
import { totalSize } from '../../../formats/files/total-size.ts';
import { FormatError } from '../../../formats/format-error.ts';
import { gunzipChunks } from '../../../formats/gzip/gunzip-chunks.ts';
import { WorkerPool } from '../../../formats/parallel/worker-pool.ts';
import type { SplitRule } from '../splits/output-splits.ts';
import { type CsvAnswer, type CsvTask, countLines } from './csv-task.ts';
import type { ExampleReader, PackedMember, ReaderContext } from './example-source.ts';
import { recodeChunks } from './recode-chunks.ts';

type Pool = WorkerPool<CsvTask, CsvAnswer>;

/**
 * CSV files with a header line, as TFX's CsvExampleGen reads them: once for the types of the columns, once for the
 * records; parsing, encoding and compressing on all processors.
 */
export const csvReader: ExampleReader = {
  unit: 'bytes',
  async open(context) {
    return {
      units: 2 * (await totalSize(context.split.files)),
      pack: (rule) => packFiles(context, rule),
    };
  },
};

interface FileBlock extends CsvBlock {
  readonly file: string;
  /** Lines of the header before a file's first block; null for the other blocks. */
  readonly headerLines: number | null;
}

async function* packFiles(context: ReaderContext, rule: SplitRule): AsyncGenerator<PackedMember> {
  try {
    yield* packBlocks(context, rule);
  } catch (error) {
    throw error instanceof FormatError ? await withLine(error, context) : error;
  }
}

async function* packBlocks(context: ReaderContext, rule: SplitRule): AsyncGenerator<PackedMember> {
  await using pool: Pool = new WorkerPool(new URL('./csv-thread.ts', import.meta.url), context.signal);
  const progress = { done: 0 };
  const header = await readHeaders(context);
  const { delimiter } = context.parameters;
  const types = await inferTypes(pool, context, header, progress);
  const skip = context.parameters.on_bad_record === 'skip';
  const encode = async ({ file, bytes, offset, headerLines }: FileBlock) => {
    const task = { kind: 'encode', file, bytes, offset, delimiter, header, types, rule, skip } as const;
    return { headerLines, answer: await pool.run(task, [bytes.buffer]) };
  };
  let line = 1;
  for await (const { headerLines, answer } of mapInOrder(
    blocksOf(context, progress),
    limitOf(pool),
    encode,
  )) {
    if (answer.kind !== 'encoded') continue;
    if (headerLines !== null) line = 1 + headerLines;
    for (const { code, message, options, line: inBlock } of answer.skipped)
      context.onBadRecord(atLine(new FormatError(code, message, options), line + inBlock));
    line += answer.lines;
    yield* answer.members;
  }
}

async function inferTypes(
  pool: Pool,
  context: ReaderContext,
  header: readonly string[],
  progress: { done: number },
): Promise<readonly number[]> {
  const { delimiter } = context.parameters;
  const infer = ({ file, bytes, offset }: FileBlock): Promise<CsvAnswer> =>
    pool.run({ kind: 'infer', file, bytes, offset, delimiter, columns: header.length }, [bytes.buffer]);
  let types: readonly number[] = header.map(() => 0);
  for await (const answer of mapInOrder(blocksOf(context, progress), limitOf(pool), infer)) {
    if (answer.kind === 'inferred') types = types.map((type, i) => Math.max(type, answer.types[i] ?? 0));
  }
  return types;
}

/** Blocks under way at once: one waits for each that is worked on. */
function limitOf(pool: Pool): number {
  return Math.max(2, Math.min(pool.size, availableParallelism()) * 2);
}

/** The records of all files without their headers. */
async function* blocksOf(context: ReaderContext, progress: { done: number }): AsyncGenerator<FileBlock> {
  for (const file of context.split.files) {
    for await (const block of fileBlocks(file, context, progress)) {
      if (block.offset > 0) {
        yield { ...block, file, headerLines: null };
        continue;
      }
      const start = behindHeader(block.bytes, context.parameters.delimiter);
      const headerLines = countLines(block.bytes.subarray(0, start));
      yield { bytes: block.bytes.slice(start), offset: start, file, headerLines };
    }
  }
}

function fileBlocks(
  file: string,
  context: ReaderContext,
  progress: { done: number },
): AsyncGenerator<CsvBlock> {
  return csvBlocks(fileText(file, context, progress), file);
}

/** The text of a file as UTF-8. */
function fileText(
  file: string,
  { parameters, signal, onProgress }: ReaderContext,
  progress: { done: number },
): AsyncIterable<Uint8Array> {
  const count = async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      progress.done += chunk.length;
      onProgress(progress.done);
      yield chunk;
    }
  };
  const raw = count(readChunks(file, { signal }));
  const plain = file.endsWith('.gz') ? gunzipChunks(raw, file) : raw;
  return recodeChunks(plain, parameters.text_encoding);
}

/** The error with the line, counted from 1, of the place in the text that it names. The file is read again for it. */
async function withLine(error: FormatError, context: ReaderContext): Promise<FormatError> {
  const { file, offset, line: known } = error.location;
  if (file === undefined || offset === undefined || known !== undefined) return error;
  let [line, left] = [1, offset];
  for await (const chunk of fileText(file, { ...context, onProgress: () => undefined }, { done: 0 })) {
    line += countLines(chunk.subarray(0, left));
    left -= chunk.length;
    if (left <= 0) break;
  }
  return atLine(error, line);
}

function atLine(error: FormatError, line: number): FormatError {
  return new FormatError(error.code, `${error.message} (line ${line})`, {
    ...(error.hint ? { hint: error.hint } : {}),
    location: { ...error.location, line },
    cause: error,
  });
}

/** The column names of the first file; all others must have the same. @throws FormatError "bad-syntax" */
async function readHeaders(context: ReaderContext): Promise<readonly string[]> {
  let [first, firstFile]: [readonly string[] | null, string] = [null, ''];
  for (const file of context.split.files) {
    const header = await readHeader(file, context);
    if (first === null) [first, firstFile] = [header, file];
    else if (JSON.stringify(header) !== JSON.stringify(first)) {
      throw new FormatError('bad-syntax', `"${file}" has another header line than "${firstFile}"`, {
        location: { file, line: 1 },
        hint: 'All CSV files of a split must have the same columns in the same order.',
      });
    }
  }
  return first ?? [];
}

async function readHeader(file: string, context: ReaderContext): Promise<readonly string[]> {
  for await (const { bytes } of fileBlocks(file, { ...context, onProgress: () => undefined }, { done: 0 })) {
    const scanner = new CsvScanner(bytes, context.parameters.delimiter);
    scanner.next();
    const cells = Array.from({ length: scanner.count }, (_, i) =>
      Buffer.from(bytes.subarray(scanner.starts[i], scanner.ends[i])).toString(),
    );
    const repeated = firstRepeated(cells);
    if (repeated === undefined && cells.length > 0) return cells;
    const problem = repeated === undefined ? 'is empty' : `names the column "${repeated}" twice`;
    throw new FormatError('bad-syntax', `The header line of "${file}" ${problem}`, {
      location: { file, line: 1 },
    });
  }
  throw new FormatError('bad-syntax', `"${file}" is empty; a CSV file must have a header line`, {
    location: { file },
  });
}

function firstRepeated(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => seen.size === seen.add(name).size);
}

function behindHeader(bytes: Uint8Array, delimiter: string): number {
  const scanner = new CsvScanner(bytes.slice(), delimiter);
  scanner.next();
  return scanner.next() ? scanner.recordStart : bytes.length;
}
