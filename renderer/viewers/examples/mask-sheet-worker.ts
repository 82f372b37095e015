import { LeastRecent } from '../least-recent.ts';
import { type MaskLook, paintMask } from '../picture/mask-paint.ts';
import { readCodes } from '../picture/read-codes.ts';

/** Asks for a sheet of masks in some look. */
export interface PaintSheet {
  readonly id: number;
  readonly url: string;
  readonly look: MaskLook;
  readonly tileSize: number;
}

/** Says that a sheet asked for is no longer wanted. */
export interface CancelPaint {
  readonly id: number;
  readonly cancel: true;
}

export type PaintedSheet =
  | { readonly id: number; readonly bitmap: ImageBitmap }
  | { readonly id: number; readonly bitmap: null; readonly problem: string };

interface Codes {
  readonly codes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Codes are kept, so that another look needs no fetching: 4 MB a sheet. */
const known = new LeastRecent<string, Codes>(10);

const requests = new Map<number, AbortController>();

self.addEventListener('message', async ({ data }: MessageEvent<PaintSheet | CancelPaint>) => {
  if ('cancel' in data) {
    requests.get(data.id)?.abort();
    return;
  }
  const request = new AbortController();
  requests.set(data.id, request);
  try {
    const bitmap = paint(known.get(data.url) ?? (await fetchCodes(data.url, request.signal)), data);
    self.postMessage({ id: data.id, bitmap } satisfies PaintedSheet, { transfer: [bitmap] });
  } catch (error) {
    self.postMessage({ id: data.id, bitmap: null, problem: String(error) } satisfies PaintedSheet);
  } finally {
    requests.delete(data.id);
  }
});

async function fetchCodes(url: string, signal: AbortSignal): Promise<Codes> {
  const response = await fetch(url, { signal });
  if (!response.ok) {
    throw new Error(`No sheet of masks at "${url}": the engine answered ${response.status}`);
  }
  const bitmap = await createImageBitmap(await response.blob(), {
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
  });
  const codes = { codes: readCodes(bitmap), width: bitmap.width, height: bitmap.height };
  bitmap.close();
  known.set(url, codes);
  return codes;
}

function paint({ codes, width, height }: Codes, { look, tileSize }: PaintSheet): ImageBitmap {
  const canvas = new OffscreenCanvas(width, height);
  const pixels = new Uint8ClampedArray(paintMask({ codes, width, tileSize }, look).buffer);
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
  return canvas.transferToImageBitmap();
}
