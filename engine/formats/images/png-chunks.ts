import { FormatError } from '../format-error.ts';

/** The fields of IHDR (PNG specification, section 11.2.1). */
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly bitDepth: number;
  readonly colourType: number;
  readonly interlace: number;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export function isPng(bytes: Uint8Array): boolean {
  return bytes.length > 8 && SIGNATURE.equals(bytes.subarray(0, 8));
}

/** Header and compressed pixel data of a PNG. @throws FormatError "not-an-image" when chunks are missing or cut off */
export function readPngChunks(
  bytes: Uint8Array,
  name: string,
): { readonly header: PngHeader; readonly data: Uint8Array } {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pieces: Uint8Array[] = [];
  let header: PngHeader | null = null;
  for (let at = 8; at + 12 <= view.length; ) {
    const length = view.readUInt32BE(at);
    const type = view.toString('latin1', at + 4, at + 8);
    const body = view.subarray(at + 8, at + 8 + length);
    if (body.length < length) break;
    if (type === 'IHDR' && length === 13) header = readHeader(body);
    if (type === 'IDAT') pieces.push(body);
    at += length + 12;
  }
  if (header && pieces.length > 0) return { header, data: Buffer.concat(pieces) };
  throw new FormatError('not-an-image', `Cannot read the image "${name}": the PNG file is cut off`, {
    location: { file: name },
  });
}

function readHeader(body: Buffer): PngHeader {
  return {
    width: body.readUInt32BE(0),
    height: body.readUInt32BE(4),
    bitDepth: body.readUInt8(8),
    colourType: body.readUInt8(9),
    interlace: body.readUInt8(12),
  };
}
