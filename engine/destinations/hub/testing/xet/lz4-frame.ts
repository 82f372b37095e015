import { DoubleFailure } from '../double-failure.ts';

/** Unpacks an LZ4 frame (lz4 frame format 1.6) into `size` bytes. @throws DoubleFailure 400 */
export function unpackLz4Frame(frame: Buffer, size: number): Buffer {
  if (frame.readUInt32LE(0) !== 0x184d2204) {
    throw new DoubleFailure(400, 'A compressed chunk is no LZ4 frame');
  }
  const flags = frame.readUInt8(4);
  const hasBlockChecksum = (flags & 0x10) !== 0;
  const hasContentSize = (flags & 0x08) !== 0;
  const output = Buffer.alloc(size);
  let written = 0;
  let offset = hasContentSize ? 15 : 7;
  for (let header = frame.readUInt32LE(offset); header !== 0; header = frame.readUInt32LE(offset)) {
    offset += 4;
    const length = header & 0x7fffffff;
    const block = frame.subarray(offset, offset + length);
    written =
      header >>> 31 === 1 ? written + block.copy(output, written) : unpackBlock(block, output, written);
    offset += length + (hasBlockChecksum ? 4 : 0);
  }
  if (written !== size) {
    throw new DoubleFailure(400, `A chunk unpacks to ${written} bytes in place of ${size}`);
  }
  return output;
}

/** Sequences of literals and back references (lz4 block format); returns the new end of the output. */
function unpackBlock(block: Buffer, output: Buffer, start: number): number {
  let at = 0;
  let end = start;
  const readLength = (nibble: number): number => {
    let length = nibble;
    for (let more = nibble === 15; more; ) {
      const byte = block.readUInt8(at++);
      length += byte;
      more = byte === 255;
    }
    return length;
  };
  while (at < block.length) {
    const token = block.readUInt8(at++);
    const literals = readLength(token >> 4);
    end += block.copy(output, end, at, at + literals);
    at += literals;
    if (at >= block.length) {
      return end;
    }
    const distance = block.readUInt16LE(at);
    at += 2;
    const matched = readLength(token & 15) + 4;
    for (let copied = 0; copied < matched; copied += 1) {
      output[end] = output[end - distance] ?? 0;
      end += 1;
    }
  }
  return end;
}
