import { compressMember } from '../../../formats/gzip/member.ts';
import { frameRecords } from '../../../formats/tfrecord/frame.ts';
import type { PackedMember } from '../readers/example-source.ts';

const MEMBER_BYTES = 1 << 20;

interface Pending {
  records: Uint8Array[];
  sizeBytes: number;
}

/** Packs records into compressed members by split, for a thread that hands over finished bytes. */
export class MemberPacker {
  readonly #pending = new Map<string, Pending>();
  readonly #members: Promise<PackedMember>[] = [];

  add(split: string, record: Uint8Array): void {
    const pending = this.#pending.get(split) ?? { records: [], sizeBytes: 0 };
    pending.records.push(record);
    pending.sizeBytes += record.length;
    this.#pending.set(split, pending);
    if (pending.sizeBytes >= MEMBER_BYTES) this.#pack(split, pending);
  }

  /** All members, in the order in which they were filled. */
  async finish(): Promise<PackedMember[]> {
    for (const [split, pending] of this.#pending) if (pending.records.length > 0) this.#pack(split, pending);
    return Promise.all(this.#members);
  }

  #pack(split: string, pending: Pending): void {
    const records = pending.records.length;
    const compressed = compressMember(frameRecords(pending.records), records);
    this.#members.push(compressed.then((bytes) => ({ split, bytes, records })));
    pending.records = [];
    pending.sizeBytes = 0;
  }
}
