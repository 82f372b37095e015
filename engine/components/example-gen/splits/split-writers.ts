import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RecordWriter } from '../../../formats/tfrecord/record-writer.ts';
import type { PackedMember } from '../readers/example-source.ts';

/**
 * The output files of all splits, in TFX's names: `Split-<name>/data_tfrecord-SSSSS-of-NNNNN.gz`. Records go to the
 * shards of a split in turn.
 */
export class SplitWriters implements AsyncDisposable {
  readonly #shards: ReadonlyMap<string, readonly RecordWriter[]>;
  readonly #counts = new Map<string, number>();
  readonly #members = new Map<string, number>();

  private constructor(shards: ReadonlyMap<string, readonly RecordWriter[]>) {
    this.#shards = shards;
  }

  static async create(folder: string, splits: readonly string[], shards: number): Promise<SplitWriters> {
    const writers = new Map<string, readonly RecordWriter[]>();
    for (const split of splits)
      writers.set(split, await createShards(join(folder, `Split-${split}`), shards));
    return new SplitWriters(writers);
  }

  async write(split: string, record: Uint8Array): Promise<void> {
    const shards = this.#shards.get(split) ?? [];
    const count = this.#counts.get(split) ?? 0;
    this.#counts.set(split, count + 1);
    const writer = shards[count % shards.length];
    if (writer?.add(record)) await writer.drain();
  }

  /** Writes a finished member as it is. */
  async writeMember({ split, bytes, records }: PackedMember): Promise<void> {
    const shards = this.#shards.get(split) ?? [];
    const members = this.#members.get(split) ?? 0;
    this.#members.set(split, members + 1);
    this.#counts.set(split, this.count(split) + records);
    await shards[members % shards.length]?.writeMember(bytes);
  }

  /** Records written to a split so far. */
  count(split: string): number {
    return this.#counts.get(split) ?? 0;
  }

  async close(): Promise<void> {
    for (const shards of this.#shards.values()) for (const writer of shards) await writer.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

async function createShards(folder: string, shards: number): Promise<RecordWriter[]> {
  await mkdir(folder, { recursive: true });
  const name = (index: number): string =>
    `data_tfrecord-${String(index).padStart(5, '0')}-of-${String(shards).padStart(5, '0')}.gz`;
  const writers: RecordWriter[] = [];
  for (let index = 0; index < shards; index++)
    writers.push(await RecordWriter.create(join(folder, name(index))));
  return writers;
}
