import type { Pixels } from './decode-image.ts';

interface Axis {
  readonly low: Int32Array;
  readonly high: Int32Array;
  /** Weight of `high`. */
  readonly fraction: Float32Array;
}

/**
 * Resizes as `tf.image.resize` does by default (bilinear, half-pixel centres, no antialiasing), so that a model is
 * trained on what its serving signature will compute. Values are rounded to 8 bits.
 */
export function resizeBilinear(image: Pixels, width: number, height: number): Pixels {
  if (image.width === width && image.height === height) return image;
  const { channels } = image;
  const [xs, ys] = [bilinearAxis(image.width, width), bilinearAxis(image.height, height)];
  const data = new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y++) {
    const top = (ys.low[y] as number) * image.width;
    const bottom = (ys.high[y] as number) * image.width;
    const fy = ys.fraction[y] as number;
    for (let x = 0; x < width; x++) {
      const [left, right, fx] = [xs.low[x] as number, xs.high[x] as number, xs.fraction[x] as number];
      const target = (y * width + x) * channels;
      for (let c = 0; c < channels; c++) {
        const at = (index: number): number => image.data[index * channels + c] as number;
        const upper = at(top + left) * (1 - fx) + at(top + right) * fx;
        const lower = at(bottom + left) * (1 - fx) + at(bottom + right) * fx;
        data[target + c] = upper * (1 - fy) + lower * fy + 0.5;
      }
    }
  }
  return { width, height, channels, data };
}

/** Resizes by taking the nearest pixel, so that class codes stay codes. */
export function resizeNearest(image: Pixels, width: number, height: number): Pixels {
  if (image.width === width && image.height === height) return image;
  const { channels } = image;
  const xs = nearestAxis(image.width, width);
  const ys = nearestAxis(image.height, height);
  const data = new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const source = ((ys[y] as number) * image.width + (xs[x] as number)) * channels;
      const target = (y * width + x) * channels;
      for (let c = 0; c < channels; c++) data[target + c] = image.data[source + c] as number;
    }
  }
  return { width, height, channels, data };
}

function bilinearAxis(from: number, to: number): Axis {
  const axis = { low: new Int32Array(to), high: new Int32Array(to), fraction: new Float32Array(to) };
  for (let i = 0; i < to; i++) {
    const position = (i + 0.5) * (from / to) - 0.5;
    const low = Math.floor(position);
    axis.low[i] = Math.max(0, low);
    axis.high[i] = Math.min(from - 1, low + 1);
    axis.fraction[i] = position - low;
  }
  return axis;
}

function nearestAxis(from: number, to: number): Int32Array {
  return Int32Array.from({ length: to }, (_, i) => Math.min(from - 1, Math.floor((i + 0.5) * (from / to))));
}
