import { maskedCrc32c } from './crc32c.ts';
import { FRAME_OVERHEAD } from './frame-parser.ts';

/** Writes one TFRecord frame into `target` at `offset` and returns the offset behind it. */
export function writeFrame(target: Uint8Array, offset: number, data: Uint8Array): number {
  const view = new DataView(target.buffer, target.byteOffset + offset, data.length + FRAME_OVERHEAD);
  view.setUint32(0, data.length, true);
  view.setUint32(4, 0, true);
  view.setUint32(8, maskedCrc32c(target.subarray(offset, offset + 8)), true);
  target.set(data, offset + 12);
  view.setUint32(12 + data.length, maskedCrc32c(data), true);
  return offset + data.length + FRAME_OVERHEAD;
}

/** Some records as they lie in a TFRecord file, one after another. */
export function frameRecords(records: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const size = records.reduce((sum, record) => sum + record.length + FRAME_OVERHEAD, 0);
  const target = new Uint8Array(size);
  records.reduce((offset, record) => writeFrame(target, offset, record), 0);
  return target;
}
