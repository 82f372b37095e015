import { hash } from 'node:crypto';
import { mergeCounts } from './common-statistics.ts';
import { detectImageFormat, type ImageFormat } from './image-format.ts';

/** What is known of the byte strings of a feature. */
export interface StringSnapshot {
  readonly values: number;
  readonly totalBytes: number;
  readonly minimumBytes: number;
  readonly maximumBytes: number;
  readonly invalidUtf8: number;
  /** How often each value occurs: text as it is, other bytes under a digest that begins with `BYTES_KEY`. */
  readonly counts: ReadonlyMap<string, number>;
  /** Distinct values beyond those that `counts` had room for, at most; 0 while counting is exact. */
  readonly dropped: number;
  readonly formats: ReadonlyMap<ImageFormat | 'UNKNOWN', number>;
  readonly maximumWidth: number;
  readonly maximumHeight: number;
}

export const NO_STRINGS: StringSnapshot = {
  values: 0,
  totalBytes: 0,
  minimumBytes: Number.POSITIVE_INFINITY,
  maximumBytes: 0,
  invalidUtf8: 0,
  counts: new Map(),
  dropped: 0,
  formats: new Map(),
  maximumWidth: 0,
  maximumHeight: 0,
};

/** No text begins with a lone surrogate, so no value collides with a digest. */
export const BYTES_KEY = '\ud800';
/** Distinct values kept of a feature; beyond, those that occurred once so far are dropped to make room. */
export const MAXIMUM_DISTINCT = 1_000_000;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Collects the byte strings of one feature. */
export class StringAccumulator {
  #values = 0;
  #totalBytes = 0;
  #minimumBytes = Number.POSITIVE_INFINITY;
  #maximumBytes = 0;
  #invalidUtf8 = 0;
  #counts = new Map<string, number>();
  #dropped = 0;
  readonly #formats = new Map<ImageFormat | 'UNKNOWN', number>();
  #maximumWidth = 0;
  #maximumHeight = 0;
  readonly #isCounting: boolean;

  /** Without counts no value is kept, nor looked at but for an image. */
  constructor({ counts }: { readonly counts: boolean } = { counts: true }) {
    this.#isCounting = counts;
  }

  add(value: Uint8Array): void {
    this.#values++;
    this.#totalBytes += value.length;
    this.#minimumBytes = Math.min(this.#minimumBytes, value.length);
    this.#maximumBytes = Math.max(this.#maximumBytes, value.length);
    if (this.#isCounting) this.#count(value);
    this.#addImage(value);
  }

  snapshot(): StringSnapshot {
    return {
      values: this.#values,
      totalBytes: this.#totalBytes,
      minimumBytes: this.#minimumBytes,
      maximumBytes: this.#maximumBytes,
      invalidUtf8: this.#invalidUtf8,
      counts: this.#counts,
      dropped: this.#dropped,
      formats: this.#formats,
      maximumWidth: this.#maximumWidth,
      maximumHeight: this.#maximumHeight,
    };
  }

  #count(value: Uint8Array): void {
    const key = keyOf(value);
    if (key.startsWith(BYTES_KEY)) this.#invalidUtf8++;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    if (this.#counts.size > MAXIMUM_DISTINCT) this.#makeRoom();
  }

  #makeRoom(): void {
    const kept = withoutRare(this.#counts);
    this.#dropped += this.#counts.size - kept.size;
    this.#counts = kept;
  }

  #addImage(value: Uint8Array): void {
    const image = detectImageFormat(value);
    const format = image?.format ?? 'UNKNOWN';
    this.#formats.set(format, (this.#formats.get(format) ?? 0) + 1);
    this.#maximumWidth = Math.max(this.#maximumWidth, image?.width ?? 0);
    this.#maximumHeight = Math.max(this.#maximumHeight, image?.height ?? 0);
  }
}

/** What a value is counted under: itself where it is text, else a digest. */
export function keyOf(value: Uint8Array): string {
  try {
    return decoder.decode(value);
  } catch {
    return BYTES_KEY + hash('sha1', value, 'base64');
  }
}

/** Values that occurred more than once, half of those that there is room for at most. */
export function withoutRare(counts: ReadonlyMap<string, number>): Map<string, number> {
  return new Map([...counts].filter(([, count]) => count > 1).slice(0, MAXIMUM_DISTINCT / 2));
}

export function mergeStrings(a: StringSnapshot, b: StringSnapshot): StringSnapshot {
  const merged = mergeCounts(a.counts, b.counts);
  const counts = merged.size > MAXIMUM_DISTINCT ? withoutRare(merged) : merged;
  return {
    values: a.values + b.values,
    totalBytes: a.totalBytes + b.totalBytes,
    minimumBytes: Math.min(a.minimumBytes, b.minimumBytes),
    maximumBytes: Math.max(a.maximumBytes, b.maximumBytes),
    invalidUtf8: a.invalidUtf8 + b.invalidUtf8,
    counts,
    dropped: a.dropped + b.dropped + merged.size - counts.size,
    formats: mergeCounts(a.formats, b.formats),
    maximumWidth: Math.max(a.maximumWidth, b.maximumWidth),
    maximumHeight: Math.max(a.maximumHeight, b.maximumHeight),
  };
}
