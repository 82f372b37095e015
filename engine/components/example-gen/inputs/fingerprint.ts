import { stat } from 'node:fs/promises';
import { pooledMap } from '../../../base/pooled-map.ts';
import type { InputSplit } from './input-split.ts';

/**
 * TFX's `input_fingerprint` (components/example_gen/utils.py): for each split the number of files, their total size
 * and the xor and sum of their modification times in whole seconds, one line a split.
 */
export async function fingerprint(splits: readonly InputSplit[]): Promise<string> {
  const lines = await pooledMap(splits, 1, fingerprintSplit);
  return lines.join('\n');
}

/**
 * Tells any change of the files: names, sizes, and times to the nanosecond, which TFX's fingerprint has in whole seconds
 * and so misses a file that is written twice within one.
 */
export async function stampFiles(splits: readonly InputSplit[]): Promise<string> {
  const files = splits.flatMap((split) => split.files);
  const stamps = await pooledMap(files, 32, async (file) => {
    const { size, mtimeNs, ino } = await stat(file, { bigint: true });
    return [file, size, mtimeNs, ino].join('\t');
  });
  return stamps.join('\n');
}

async function fingerprintSplit({ name, files }: InputSplit): Promise<string> {
  const stamps = await pooledMap(files, 32, async (file) => {
    const { size, mtimeMs } = await stat(file);
    return { size, seconds: Math.floor(mtimeMs / 1000) };
  });
  const totalBytes = stamps.reduce((sum, { size }) => sum + size, 0);
  const xor = stamps.reduce((value, { seconds }) => value ^ BigInt(seconds), 0n);
  const sum = stamps.reduce((value, { seconds }) => value + seconds, 0);
  return (
    `split:${name},num_files:${files.length},total_bytes:${totalBytes},` +
    `xor_checksum:${xor},sum_checksum:${sum}`
  );
}
