import { useEffect, useMemo, useRef } from 'react';
import { type Size, useSize } from '../../charts/use-size.ts';
import { drawMaskedPicture } from './draw-masked-picture.ts';
import { hiddenCodes, useMaskLook } from './mask-look.ts';
import type { MaskClass } from './mask-paint.ts';
import styles from './masked-picture.module.css';
import { loadMaskCodes, loadPicture } from './pictures.ts';
import { useLoaded } from './use-loaded.ts';
import { usePanZoom } from './use-pan-zoom.ts';
import { type SharedView, wholePicture } from './view-transform.ts';

export interface MaskedPictureProps {
  /** Says what is seen, for screen readers. */
  readonly label: string;
  readonly image: string | null;
  /** Address of class codes as grey values. */
  readonly mask?: string | null;
  /** Address of an RGBA picture drawn over everything, such as an error map. */
  readonly overlay?: string | null;
  readonly classes: readonly MaskClass[];
  /** Given, the frame zooms and pans, and all frames with the same view move together. */
  readonly view?: SharedView;
  readonly onViewChange?: (view: SharedView) => void;
}

/** A picture with its mask over it, drawn sharp at any zoom. */
export function MaskedPicture({
  label,
  image,
  mask = null,
  overlay = null,
  classes,
  view,
  onViewChange,
}: MaskedPictureProps) {
  const [measure, size] = useSize<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const picture = useLoaded(image, loadPicture);
  const codes = useLoaded(mask, loadMaskCodes);
  const cover = useLoaded(overlay, loadPicture);
  const look = useMaskLook();
  const shown = view ?? wholePicture;
  const box =
    picture.value ??
    (codes.value && { width: codes.value.width, height: codes.value.codes.length / codes.value.width });
  usePanZoom(canvas, { view: shown, onChange: onViewChange, picture: box, frame: size });
  const maskLook = useMemo(
    () => ({ classes, hidden: hiddenCodes(look.hidden, classes), style: look.style }),
    [classes, look.hidden, look.style],
  );
  useEffect(() => {
    if (canvas.current !== null && size.width > 0) {
      resizeCanvas(canvas.current, size);
      drawMaskedPicture(canvas.current, {
        picture: picture.value,
        codes: look.peeking ? null : codes.value,
        overlay: look.peeking ? null : cover.value,
        look: maskLook,
        opacity: picture.value === null ? 1 : look.opacity,
        view: shown,
      });
    }
  }, [size, picture.value, codes.value, cover.value, maskLook, look.opacity, look.peeking, shown]);
  const isMissing = picture.failed || (image === null && codes.failed);
  return (
    <div ref={measure} className={styles.frame} data-interactive={onViewChange !== undefined || undefined}>
      <canvas ref={canvas} className={styles.canvas} role="img" aria-label={label} />
      {isMissing && <span className={styles.missing}>No picture</span>}
    </div>
  );
}

function resizeCanvas(canvas: HTMLCanvasElement, { width, height }: Size): void {
  const ratio = window.devicePixelRatio;
  const [pixelWidth, pixelHeight] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== pixelWidth || canvas.height !== pixelHeight) {
    canvas.width = pixelWidth;
    canvas.height = pixelHeight;
  }
}
