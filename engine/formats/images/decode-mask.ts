import { inflateSync } from 'node:zlib';
import { FormatError } from '../format-error.ts';
import { decodeImage, MAXIMUM_PIXELS, type Pixels } from './decode-image.ts';
import { isPng, type PngHeader, readPngChunks } from './png-chunks.ts';
import { unfilterPng } from './unfilter-png.ts';

/**
 * Decodes a mask to the codes it holds. Grey and palette PNGs, the usual forms, give their stored values: a general
 * decoder would turn palette entries into colours and stretch small bit depths to 0..255. Others become grey.
 * @throws FormatError "not-an-image" or "too-large", naming the file
 */
export async function decodeMask(bytes: Uint8Array, name: string): Promise<Pixels> {
  const png = isPng(bytes) ? readPngChunks(bytes, name) : null;
  if (!png || !holdsCodes(png.header)) return decodeImage(bytes, { name, channels: 1 });
  const { width, height, bitDepth } = png.header;
  const rowBytes = Math.ceil((width * bitDepth) / 8);
  const size = (rowBytes + 1) * height;
  const rows = unfilterPng(expand(png.data, size, name), rowBytes, height, name);
  return { width, height, channels: 1, data: bitDepth === 8 ? rows : unpackBits(rows, rowBytes, png.header) };
}

function expand(data: Uint8Array, size: number, name: string): Uint8Array {
  try {
    return inflateSync(data, { maxOutputLength: size });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new FormatError('not-an-image', `Cannot read the image "${name}": ${reason}`, {
      location: { file: name },
      cause,
    });
  }
}

/** Not interlaced, grey or palette, at most 8 bits; within the limit, which the general decoder reports. */
function holdsCodes({ width, height, bitDepth, colourType, interlace }: PngHeader): boolean {
  const isKnown = (colourType === 0 || colourType === 3) && bitDepth <= 8 && interlace === 0;
  return isKnown && width * height <= MAXIMUM_PIXELS;
}

function unpackBits(rows: Uint8Array, rowBytes: number, { width, height, bitDepth }: PngHeader): Uint8Array {
  const codes = new Uint8Array(width * height);
  const mask = (1 << bitDepth) - 1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const bit = x * bitDepth;
      const byte = rows[y * rowBytes + (bit >> 3)] as number;
      codes[y * width + x] = (byte >> (8 - bitDepth - (bit & 7))) & mask;
    }
  }
  return codes;
}
