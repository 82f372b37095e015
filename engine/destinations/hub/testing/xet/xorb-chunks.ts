import { DoubleFailure } from '../double-failure.ts';
import { unpackLz4Frame } from './lz4-frame.ts';

const headerBytes = 8;

/** The chunks of a xorb, unpacked, in order (xet specification, "Xorb format"). @throws DoubleFailure 400 */
export function unpackXorb(xorb: Buffer): readonly Buffer[] {
  const chunks: Buffer[] = [];
  for (let offset = 0; offset < xorb.length; ) {
    if (xorb.readUInt8(offset) !== 0) {
      throw new DoubleFailure(400, 'A chunk has an unknown version');
    }
    const packedBytes = xorb.readUIntLE(offset + 1, 3);
    const scheme = xorb.readUInt8(offset + 4);
    const bytes = xorb.readUIntLE(offset + 5, 3);
    const packed = xorb.subarray(offset + headerBytes, offset + headerBytes + packedBytes);
    chunks.push(unpackChunk(packed, scheme, bytes));
    offset += headerBytes + packedBytes;
  }
  return chunks;
}

function unpackChunk(packed: Buffer, scheme: number, bytes: number): Buffer {
  switch (scheme) {
    case 0:
      return packed;
    case 1:
      return unpackLz4Frame(packed, bytes);
    case 2:
      return regroup(unpackLz4Frame(packed, bytes));
    default:
      throw new DoubleFailure(400, `A chunk has the unknown compression ${scheme}`);
  }
}

/** Undoes "byte grouping": first every fourth byte from 0, then from 1, 2 and 3. */
function regroup(grouped: Buffer): Buffer {
  const output = Buffer.alloc(grouped.length);
  let read = 0;
  for (let group = 0; group < 4; group += 1) {
    for (let index = group; index < output.length; index += 4) {
      output[index] = grouped[read] ?? 0;
      read += 1;
    }
  }
  return output;
}
