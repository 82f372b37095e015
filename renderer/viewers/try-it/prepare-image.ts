import type { ErrorView } from '../../../engine/contract/error.ts';

const longestSide = 1024;

/** A file that is no picture, in words for the person who chose it. */
export class PictureError extends Error {
  readonly view: ErrorView;

  constructor(fileName: string, cause: unknown) {
    const message = `Cannot read "${fileName}" as a picture`;
    super(message, { cause });
    this.name = 'PictureError';
    this.view = {
      code: 'not-a-picture',
      message,
      hint: 'Choose a JPEG, PNG or WebP file that opens elsewhere',
    };
  }
}

/**
 * An image file as the engine takes it: base64 without a prefix, and an address for the window to show it at. Large
 * pictures are made smaller first, since models look at far fewer pixels and a call should stay below a megabyte.
 *
 * @throws PictureError when the file is no picture the browser can read
 */
export async function prepareImage(file: File): Promise<{ readonly base64: string; readonly url: string }> {
  const bitmap = await createImageBitmap(file).catch((cause: unknown) => {
    throw new PictureError(file.name, cause);
  });
  const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
  const canvas = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 });
  return { base64: await toBase64(blob), url: URL.createObjectURL(blob) };
}

/** An address for a PNG that came as base64: the page's policy allows blobs and no data URLs. */
export function pictureUrl(base64: string): string {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return URL.createObjectURL(new Blob([bytes], { type: 'image/png' }));
}

function toBase64(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result).replace(/^[^,]*,/, '')));
    reader.addEventListener('error', () =>
      reject(reader.error ?? new Error('The picture could not be read')),
    );
    reader.readAsDataURL(blob);
  });
}
