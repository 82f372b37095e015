import { maskedCrc32c } from './crc32c.ts';
import { FRAME_OVERHEAD } from './frame-parser.ts';

/** Writes one TFRecord frame into `target` at `offset` and returns the offset behind it. */
function writeFrame(target: Uint8Array, offset: number, data: Uint8Array): number {
  writeUint32(target, offset, data.length);
  writeUint32(target, offset + 4, 0);
  writeUint32(target, offset + 8, maskedCrc32c(target.subarray(offset, offset + 8)));
  target.set(data, offset + 12);
  writeUint32(target, offset + 12 + data.length, maskedCrc32c(data));
  return offset + data.length + FRAME_OVERHEAD;
}

function writeUint32(target: Uint8Array, offset: number, value: number): void {
  for (let i = 0; i < 4; i++) target[offset + i] = value >>> (8 * i);
}

/** Some records as they lie in a TFRecord file, one after another. */
export function frameRecords(records: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const size = records.reduce((sum, record) => sum + record.length + FRAME_OVERHEAD, 0);
  const target = Buffer.allocUnsafeSlow(size);
  records.reduce((offset, record) => writeFrame(target, offset, record), 0);
  return target;
}
