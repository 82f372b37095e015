import sharp from 'sharp';
import { FormatError } from '../format-error.ts';

/** Pixels of 8 bits, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Uint8Array;
}

/** A larger picture is refused before its pixels are decoded. */
export const MAXIMUM_PIXELS = 100_000_000;

/**
 * Decodes an image file to RGB, or to one grey channel. Orientation tags are not followed and transparency is
 * dropped, as TensorFlow's decoders do.
 * @throws FormatError "not-an-image" or "too-large", naming the file
 */
export async function decodeImage(
  input: string | Uint8Array,
  options: { readonly name: string; readonly channels: 1 | 3; readonly maximumPixels?: number },
): Promise<Pixels> {
  try {
    const image = sharp(input, {
      limitInputPixels: options.maximumPixels ?? MAXIMUM_PIXELS,
      failOn: 'error',
    });
    const coloured = image.removeAlpha().toColourspace(options.channels === 1 ? 'b-w' : 'srgb');
    const { data, info } = await coloured.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, channels: info.channels, data };
  } catch (cause) {
    throw imageError(options.name, cause);
  }
}

function imageError(file: string, cause: unknown): FormatError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (/pixel limit/i.test(reason)) {
    return new FormatError(
      'too-large',
      `Cannot read the image "${file}": it has more than 100 million pixels`,
      {
        location: { file },
        hint: 'Scale the image down, or leave it out.',
        cause,
      },
    );
  }
  return new FormatError('not-an-image', `Cannot read the image "${file}": ${reason}`, {
    location: { file },
    hint: 'The file is damaged or not an image of a known format (JPEG, PNG, WebP, GIF, TIFF).',
    cause,
  });
}
