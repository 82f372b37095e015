import { gunzipSync } from 'node:zlib';
import { openForReading } from '../files/read-chunks.ts';
import { FormatError } from '../format-error.ts';
import { listMembers } from '../gzip/list-members.ts';
import { expandWhole, type Member } from '../gzip/member.ts';
import { FrameParser, MAXIMUM_RECORD_BYTES, type RecordBatch } from './frame-parser.ts';
import { type ReadRecordsOptions, readRecordBatches } from './read-record-batches.ts';

/**
 * A part of a TFRecord file that can be read on its own: some members of a gzip file written by us, or a whole file
 * of anybody's (`members` is null). Plain data, so it can be sent to another thread.
 */
export interface RecordShard {
  readonly file: string;
  readonly members: readonly Member[] | null;
  /** Number in the file of the first record. */
  readonly firstRecord: number;
  /** Bytes to read, for balance and progress. */
  readonly sizeBytes: number;
}

/** About 64 MiB of records: a second's work or less, and the same division on every machine. */
const MEMBERS_A_SHARD = 64;
/** Members are about a mebibyte; a larger one holds a single large record. */
const MAXIMUM_MEMBER_BYTES = MAXIMUM_RECORD_BYTES + 16;

/** The shards of a file, in the order of its records. */
export async function listShards(file: string): Promise<readonly RecordShard[]> {
  const members = file.endsWith('.gz') ? await listMembers(file) : null;
  if (!members) return [{ file, members: null, firstRecord: 0, sizeBytes: await sizeOf(file) }];
  const shards: RecordShard[] = [];
  let [firstRecord, group, sizeBytes] = [0, [] as Member[], 0];
  for (const member of members) {
    group.push(member);
    sizeBytes += member.size;
    if (group.length < MEMBERS_A_SHARD) continue;
    shards.push({ file, members: group, firstRecord, sizeBytes });
    firstRecord += group.reduce((sum, { records }) => sum + records, 0);
    [group, sizeBytes] = [[], 0];
  }
  if (group.length > 0) shards.push({ file, members: group, firstRecord, sizeBytes });
  return shards;
}

/** The records of a shard in batches, as `readRecordBatches` gives those of a file. @throws FormatError */
export async function* readShard(
  shard: RecordShard,
  options: ReadRecordsOptions = {},
): AsyncGenerator<RecordBatch> {
  if (!shard.members) {
    yield* readRecordBatches(shard.file, options);
    return;
  }
  await using handle = await openForReading(shard.file);
  let record = shard.firstRecord;
  for (const member of shard.members) {
    options.signal?.throwIfAborted();
    const compressed = Buffer.allocUnsafe(member.size);
    await handle.read(compressed, 0, member.size, member.offset);
    options.onRead?.(member.size);
    yield parseMember(shard.file, compressed, { record, offset: member.offset });
    record += member.records;
  }
}

/** The records of one member of a gzip file written by us. @throws FormatError */
function parseMember(
  file: string,
  compressed: Uint8Array,
  start: { readonly record: number; readonly offset: number },
): RecordBatch {
  const parser = new FrameParser({ file, start });
  const batch = parser.push(expand(file, compressed, start));
  parser.end();
  return batch;
}

function expand(
  file: string,
  compressed: Uint8Array,
  { record, offset }: { readonly record: number; readonly offset: number },
): Uint8Array {
  try {
    return gunzipSync(compressed, { maxOutputLength: MAXIMUM_MEMBER_BYTES, ...expandWhole(compressed) });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new FormatError('bad-checksum', `Cannot expand "${file}" as gzip at byte ${offset}: ${reason}`, {
      location: { file, record, offset },
      hint: 'The file is damaged. Run the cell that wrote it again.',
      cause,
    });
  }
}

async function sizeOf(file: string): Promise<number> {
  await using handle = await openForReading(file);
  return (await handle.stat()).size;
}
