import { compressMember } from '../../../formats/gzip/member.ts';
import { FrameBlock } from '../../../formats/tfrecord/frame-block.ts';
import type { PackedMember } from '../readers/example-source.ts';

const MEMBER_BYTES = 1 << 20;

/** Packs records into compressed members by split, for a thread that hands over finished bytes. */
export class MemberPacker {
  readonly #pending = new Map<string, FrameBlock>();
  readonly #members: Promise<PackedMember>[] = [];

  /** Copies the record; its bytes may change afterwards. */
  add(split: string, record: Uint8Array): void {
    const block = this.#pending.get(split) ?? new FrameBlock();
    if (block.records === 0) this.#pending.set(split, block);
    block.add(record);
    if (block.recordBytes >= MEMBER_BYTES) this.#pack(split, block);
  }

  /** All members, in the order in which they were filled. */
  async finish(): Promise<PackedMember[]> {
    for (const [split, block] of this.#pending) if (block.records > 0) this.#pack(split, block);
    return Promise.all(this.#members);
  }

  #pack(split: string, block: FrameBlock): void {
    const { records } = block;
    const compressed = compressMember(block.take(), records);
    this.#members.push(compressed.then((bytes) => ({ split, bytes, records })));
  }
}
