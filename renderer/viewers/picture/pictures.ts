import { LeastRecent } from '../least-recent.ts';
import type { MaskCodes } from './mask-paint.ts';
import { readCodes } from './read-codes.ts';

/** A decoded picture; the bitmap stays valid as long as it is in the cache. */
export interface Picture {
  readonly bitmap: ImageBitmap;
  readonly width: number;
  readonly height: number;
}

const pictures = new LeastRecent<string, Promise<Picture>>(200, (picture) => {
  picture.then(({ bitmap }) => bitmap.close()).catch(() => undefined);
});
const masks = new LeastRecent<string, Promise<MaskCodes>>(200);

/** Fetches and decodes a picture once. @throws Error when there is none at the address */
export function loadPicture(url: string): Promise<Picture> {
  return remember(pictures, url, async () => {
    const bitmap = await createImageBitmap(await fetchBlob(url));
    return { bitmap, width: bitmap.width, height: bitmap.height };
  });
}

/** Fetches class codes that are sent as grey values. @throws Error when there are none at the address */
export function loadMaskCodes(url: string): Promise<MaskCodes> {
  return remember(masks, url, async () => {
    // Class codes must arrive as they are: no colour management, no premultiplied alpha.
    const bitmap = await createImageBitmap(await fetchBlob(url), {
      colorSpaceConversion: 'none',
      premultiplyAlpha: 'none',
    });
    const codes = readCodes(bitmap);
    const { width, height } = bitmap;
    bitmap.close();
    return { codes, width, tileSize: Math.max(width, height) };
  });
}

async function fetchBlob(url: string): Promise<Blob> {
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`No picture at "${url}": the engine answered ${response.status}`);
  }
  return response.blob();
}

function remember<Value>(
  cache: LeastRecent<string, Promise<Value>>,
  url: string,
  load: () => Promise<Value>,
): Promise<Value> {
  const known = cache.get(url);
  if (known !== undefined) {
    return known;
  }
  const loading = load();
  cache.set(url, loading);
  loading.catch(() => cache.delete(url));
  return loading;
}
