import { inflateSync } from 'node:zlib';
import { FormatError } from '../format-error.ts';
import { decodeImage, MAXIMUM_PIXELS, type Pixels } from './decode-image.ts';
import { isPng, type PngHeader, readPngChunks } from './png-chunks.ts';
import { unfilterPng } from './unfilter-png.ts';

/**
 * Decodes a mask to the codes it holds. Grey and palette PNGs, the usual forms, give their stored values: a general
 * decoder would turn palette entries into colours and stretch small bit depths to 0..255. Of other pictures the grey
 * values are the codes.
 * @throws FormatError "not-an-image", "too-large", or "bad-value" at the first pixel that is coloured, naming the file
 */
export async function decodeMask(bytes: Uint8Array, name: string): Promise<Pixels> {
  const png = isPng(bytes) ? readPngChunks(bytes, name) : null;
  if (!png || !holdsCodes(png.header))
    return greyValues(await decodeImage(bytes, { name, channels: 3 }), name);
  const { width, height, bitDepth } = png.header;
  const rowBytes = Math.ceil((width * bitDepth) / 8);
  const size = (rowBytes + 1) * height;
  const rows = unfilterPng(expand(png.data, size, name), rowBytes, height, name);
  return { width, height, channels: 1, data: bitDepth === 8 ? rows : unpackBits(rows, rowBytes, png.header) };
}

/** One channel of a picture whose three are equal in each pixel. */
function greyValues({ width, height, data }: Pixels, name: string): Pixels {
  const codes = new Uint8Array(width * height);
  for (let i = 0; i < codes.length; i++) {
    const [red, green, blue] = [data[3 * i] as number, data[3 * i + 1], data[3 * i + 2]];
    if (red !== green || red !== blue) throw coloured(name, i, width, [red, green ?? 0, blue ?? 0]);
    codes[i] = red;
  }
  return { width, height, channels: 1, data: codes };
}

function coloured(name: string, index: number, width: number, colour: readonly number[]): FormatError {
  const place = `row ${Math.floor(index / width)}, column ${index % width}`;
  return new FormatError(
    'bad-value',
    `The mask "${name}" is coloured: (${colour.join(', ')}) at ${place}, where a class code is expected`,
    {
      location: { file: name, offset: index },
      hint: 'Save the mask as a grey picture whose values are class codes, or as a PNG with a palette (not interlaced).',
    },
  );
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
