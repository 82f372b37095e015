import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { mapInOrder } from '../files/map-in-order.ts';
import { openForReading } from '../files/read-chunks.ts';
import { FormatError } from '../format-error.ts';
import { listMembers } from '../gzip/list-members.ts';
import { expandWhole, type Member } from '../gzip/member.ts';
import { FRAME_OVERHEAD, FrameParser, type RecordBatch } from './frame-parser.ts';
import { readRecordBatches } from './read-record-batches.ts';
import { RecordWriter } from './record-writer.ts';

const expand = promisify(gunzip);

interface IndexedMember extends Member {
  readonly file: string;
  readonly firstRecord: number;
}

/** Members being expanded at once while scanning: as many as Node has pool threads. */
const READ_AHEAD = 4;
/** Bytes of a member that are cut into records before other work gets its turn. */
const CUT_BYTES = 1 << 16;
/** Expanded members that are kept, about a mebibyte each. */
const KEPT_MEMBERS = 24;

/**
 * Any record of some TFRecord files in a few milliseconds. Files written by us tell where their records lie; others are
 * copied once into the cache in our layout.
 */
export class RecordStore {
  readonly #members: readonly IndexedMember[];
  readonly #kept = new Map<number, Promise<Uint8Array>>();
  /** Number of records in all files. */
  readonly size: number;

  private constructor(members: readonly IndexedMember[]) {
    this.#members = members;
    const last = members.at(-1);
    this.size = last ? last.firstRecord + last.records : 0;
  }

  /** @throws FormatError when a file cannot be read */
  static async open(
    files: readonly string[],
    cacheDirectory: string,
    signal?: AbortSignal,
  ): Promise<RecordStore> {
    const members: IndexedMember[] = [];
    let firstRecord = 0;
    for (const file of files) {
      const ours = await inOurLayout(file, cacheDirectory, signal);
      for (const member of ours.members) {
        members.push({ ...member, file: ours.file, firstRecord });
        firstRecord += member.records;
      }
    }
    return new RecordStore(members);
  }

  /** One record, numbered through all files. @throws FormatError "bad-value" beyond the last */
  async read(record: number): Promise<Uint8Array> {
    const index = this.#memberOf(record);
    const member = this.#members[index];
    if (member && record < this.size && record >= 0)
      return cutOne(member, await this.#expanded(index, member), record);
    throw new FormatError('bad-value', `There is no record ${record}; the split has ${this.size}`, {
      location: { record },
    });
  }

  /** Records from `from` up to `to` (excluded) in order, without displacing what is kept. */
  async *scan(
    from = 0,
    to = this.size,
  ): AsyncGenerator<{ readonly record: number; readonly bytes: Uint8Array }> {
    const first = Math.max(0, this.#memberOf(from));
    const wanted = this.#members.slice(first).filter(({ firstRecord }) => firstRecord < to);
    const read = async (member: IndexedMember) => ({ member, bytes: await expandMember(member) });
    for await (const { member, bytes: expanded } of mapInOrder(wanted, READ_AHEAD, read)) {
      for (const { records, numbers } of cutAll(member, expanded)) {
        for (const [at, bytes] of records.entries()) {
          const record = numbers[at] ?? 0;
          if (record >= from && record < to) yield { record, bytes };
        }
      }
    }
  }

  /** Binary search for the member that holds a record; -1 for none. */
  #memberOf(record: number): number {
    let [low, high] = [0, this.#members.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#members[middle]?.firstRecord ?? 0) <= record) low = middle;
      else high = middle - 1;
    }
    return high < 0 ? -1 : low;
  }

  #expanded(index: number, member: IndexedMember): Promise<Uint8Array> {
    const expanded = this.#kept.get(index) ?? expandMember(member);
    // Moved to the end, so that the first is always the one unused for longest.
    this.#kept.delete(index);
    this.#kept.set(index, expanded);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT_MEMBERS && oldest !== undefined) this.#kept.delete(oldest);
    expanded.catch(() => this.#kept.delete(index));
    return expanded;
  }
}

async function expandMember(member: IndexedMember): Promise<Uint8Array> {
  await using handle = await openForReading(member.file);
  const compressed = Buffer.allocUnsafe(member.size);
  await handle.read(compressed, 0, member.size, member.offset);
  // Awaited here: while the file is being closed, nobody would handle that it is damaged.
  return await expand(compressed, expandWhole(compressed));
}

/**
 * One record of an expanded member. Others are passed by their lengths, unchecked, as gzip's own checksum has covered them:
 * to check and cut them all takes longer than a hundred reads.
 */
function cutOne(member: IndexedMember, expanded: Uint8Array, record: number): Uint8Array {
  const view = new DataView(expanded.buffer, expanded.byteOffset, expanded.byteLength);
  let at = 0;
  for (let left = record - member.firstRecord; left > 0 && at + FRAME_OVERHEAD <= expanded.length; left--)
    at += view.getUint32(at, true) + FRAME_OVERHEAD;
  const end = at + FRAME_OVERHEAD <= expanded.length ? at + view.getUint32(at, true) + FRAME_OVERHEAD : at;
  const parser = new FrameParser({ file: member.file, start: { record, offset: at } });
  const [found] = parser.push(expanded.subarray(at, end)).records;
  if (found) return found;
  throw parser.truncated();
}

/** All records of an expanded member, some at a time. */
function* cutAll(member: IndexedMember, expanded: Uint8Array): Generator<RecordBatch> {
  const start = { record: member.firstRecord, offset: 0 };
  const parser = new FrameParser({ file: member.file, start });
  for (let at = 0; at < expanded.length; at += CUT_BYTES)
    yield parser.push(expanded.subarray(at, at + CUT_BYTES));
  parser.end();
}

async function inOurLayout(
  file: string,
  cacheDirectory: string,
  signal: AbortSignal | undefined,
): Promise<{ readonly file: string; readonly members: readonly Member[] }> {
  const members = file.endsWith('.gz') ? await listMembers(file) : null;
  if (members) return { file, members };
  const { size, mtimeMs } = await stat(file);
  const copy = join(cacheDirectory, 'records', `${basename(file)}-${size}-${Math.floor(mtimeMs)}.gz`);
  const known = await listMembers(copy).catch(() => null);
  return { file: copy, members: known ?? (await copyToLayout(file, copy, signal)) };
}

async function copyToLayout(
  file: string,
  copy: string,
  signal: AbortSignal | undefined,
): Promise<readonly Member[]> {
  await mkdir(join(copy, '..'), { recursive: true });
  const partial = `${copy}.${randomUUID()}.gz`;
  try {
    await using writer = await RecordWriter.create(partial);
    for await (const { records } of readRecordBatches(file, { signal })) {
      for (const record of records) await writer.write(record);
    }
    await writer.close();
    await rename(partial, copy);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  return (await listMembers(copy)) ?? [];
}
