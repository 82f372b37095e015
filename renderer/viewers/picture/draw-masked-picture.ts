import { type MaskCodes, type MaskLook, paintMask } from './mask-paint.ts';
import type { Picture } from './pictures.ts';
import { placePicture, type SharedView } from './view-transform.ts';

/** What is drawn into one frame, from the bottom up. */
export interface MaskedPictureLayers {
  readonly picture: Picture | null;
  readonly codes: MaskCodes | null;
  readonly overlay: Picture | null;
  readonly look: MaskLook;
  readonly opacity: number;
  readonly view: SharedView;
}

/** Draws a picture, its mask and its overlay into a canvas whose size is already set in device pixels. */
export function drawMaskedPicture(canvas: HTMLCanvasElement, layers: MaskedPictureLayers): void {
  const context = canvas.getContext('2d');
  if (context === null) {
    return;
  }
  context.clearRect(0, 0, canvas.width, canvas.height);
  const mask = layers.codes === null ? null : maskCanvas(layers.codes, layers.look);
  const box = layers.picture ?? mask;
  if (box === null) {
    return;
  }
  const { scale, left, top } = placePicture(layers.view, box, canvas);
  const draw = (source: CanvasImageSource) =>
    context.drawImage(source, left, top, box.width * scale, box.height * scale);
  // Enlarged pixels are shown as the squares they are; shrunk ones are averaged.
  context.imageSmoothingEnabled = scale < 2;
  context.imageSmoothingQuality = 'high';
  if (layers.picture !== null) {
    draw(layers.picture.bitmap);
  }
  context.imageSmoothingEnabled = scale < 1;
  context.globalAlpha = layers.look.style === 'outline' ? 1 : layers.opacity;
  if (mask !== null) {
    draw(mask);
  }
  context.globalAlpha = 1;
  if (layers.overlay !== null) {
    draw(layers.overlay.bitmap);
  }
}

const painted = new WeakMap<MaskCodes, { readonly look: MaskLook; readonly canvas: OffscreenCanvas }>();

/** Coloured class codes, kept while their look stays: panning draws the same mask again and again. */
function maskCanvas(codes: MaskCodes, look: MaskLook): OffscreenCanvas {
  const known = painted.get(codes);
  if (known?.look === look) {
    return known.canvas;
  }
  const height = codes.codes.length / codes.width;
  const canvas = new OffscreenCanvas(codes.width, height);
  const pixels = new Uint8ClampedArray(paintMask(codes, look).buffer);
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, codes.width, height), 0, 0);
  painted.set(codes, { look, canvas });
  return canvas;
}
