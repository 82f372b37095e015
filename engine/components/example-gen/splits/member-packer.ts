import { compressMember } from '../../../formats/gzip/member.ts';
import { FrameBlock } from '../../../formats/tfrecord/frame-block.ts';
import type { PackedMember } from '../readers/example-source.ts';

const MEMBER_BYTES = 1 << 20;
/** Far more than a task has, but for a table whose few large texts occur in many rows. */
const MAXIMUM_WAITING_BYTES = 64 << 20;

/** Packs records into compressed members by split, for a thread that hands over finished bytes. */
export class MemberPacker {
  readonly #pending = new Map<string, FrameBlock>();
  readonly #members: Promise<PackedMember>[] = [];
  #waitingBytes = 0;

  /** Copies the record; its bytes may change afterwards. Tells by `true` that `settle` is due, as much waits. */
  add(split: string, record: Uint8Array): boolean {
    const block = this.#pending.get(split) ?? new FrameBlock();
    if (block.records === 0) this.#pending.set(split, block);
    block.add(record);
    if (block.recordBytes >= MEMBER_BYTES) this.#pack(split, block);
    return this.#waitingBytes > MAXIMUM_WAITING_BYTES;
  }

  /** Waits until all members that are full are compressed. */
  async settle(): Promise<void> {
    await Promise.all(this.#members);
    this.#waitingBytes = 0;
  }

  /** All members, in the order in which they were filled. */
  async finish(): Promise<PackedMember[]> {
    for (const [split, block] of this.#pending) if (block.records > 0) this.#pack(split, block);
    return Promise.all(this.#members);
  }

  #pack(split: string, block: FrameBlock): void {
    const { records, recordBytes } = block;
    this.#waitingBytes += recordBytes;
    const compressed = compressMember(block.take(), records);
    this.#members.push(compressed.then((bytes) => ({ split, bytes, records })));
  }
}
