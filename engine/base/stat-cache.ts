import type { BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type Digest, digestFile } from './digest.ts';

/** What identifies one state of a file without reading it (rule K4). */
export interface FileStamp {
  readonly sizeBytes: number;
  /** Decimal text: nanoseconds exceed the integers a double holds. */
  readonly mtimeNs: string;
  readonly inode: string;
}

export interface KnownDigest extends FileStamp {
  readonly digest: Digest;
}

/** Where known digests outlive the process. Implemented by the metadata store. */
export interface DigestStore {
  get(path: string): KnownDigest | undefined;
  set(path: string, known: KnownDigest): void;
  /** Makes what was set durable. */
  flush(): void;
}

/** A file system's clock may be this coarse: a file written this recently can change without changing its stamp. */
const racyWindowNs = 2_000_000_000n;

/**
 * Digests of files, read again only when their size, modification time or inode changed (rule K4).
 *
 * A file modified less than two seconds before it was hashed is not remembered, because a second change inside the
 * clock's resolution would go unseen.
 */
export class StatCache {
  readonly #store: DigestStore;
  readonly #nowNs: () => bigint;

  constructor(store: DigestStore, nowNs: () => bigint = () => BigInt(Date.now()) * 1_000_000n) {
    this.#store = store;
    this.#nowNs = nowNs;
  }

  /** @throws the file system's error when the file cannot be read */
  async digest(
    path: string,
    options: { readonly verify?: boolean; readonly signal?: AbortSignal } = {},
  ): Promise<KnownDigest> {
    const stamp = await stat(path, { bigint: true });
    const known = options.verify ? undefined : this.#store.get(path);
    if (known && isSameState(known, stamp)) {
      return known;
    }
    const startedNs = this.#nowNs();
    const digest = await digestFile(path, options.signal);
    const fresh = { ...toFileStamp(stamp), digest };
    if (startedNs - stamp.mtimeNs > racyWindowNs) {
      this.#store.set(path, fresh);
    }
    return fresh;
  }

  /** To be called after a batch of files: one write instead of one each. */
  flush(): void {
    this.#store.flush();
  }
}

function toFileStamp(stats: BigIntStats): FileStamp {
  return {
    sizeBytes: Number(stats.size),
    mtimeNs: stats.mtimeNs.toString(),
    inode: stats.ino.toString(),
  };
}

function isSameState(known: FileStamp, stats: BigIntStats): boolean {
  const stamp = toFileStamp(stats);
  return (
    known.sizeBytes === stamp.sizeBytes && known.mtimeNs === stamp.mtimeNs && known.inode === stamp.inode
  );
}
