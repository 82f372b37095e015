import type { Pixels } from '../../formats/images/decode-image.ts';
import type { ClassLegendEntry } from '../class-legend.ts';

/** A mask in the colours of its classes; the background is transparent. */
export function paintMask(mask: Pixels, legend: readonly ClassLegendEntry[]): Pixels {
  const colors = new Uint32Array(256);
  for (const { code, name, color } of legend) {
    const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
    const alpha = name.toLowerCase() === 'background' ? 0 : 255;
    // Bytes in memory order red, green, blue, alpha.
    colors[code] = ((alpha << 24) | ((blue ?? 0) << 16) | ((green ?? 0) << 8) | (red ?? 0)) >>> 0;
  }
  const painted = Uint32Array.from(mask.data, (code) => colors[code] ?? 0);
  return { width: mask.width, height: mask.height, channels: 4, data: new Uint8Array(painted.buffer) };
}
