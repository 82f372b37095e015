import type { MaskLook } from '../picture/mask-paint.ts';
import { exampleImage, exampleMask, imageSheet, maskSheet, type SplitPictures } from './addresses.ts';
import type { GridPixels } from './grid-painter.ts';
import { SheetStore } from './sheet-store.ts';
import { loadSheet, MaskPainter } from './sheets.ts';
import { SingleStore } from './single-store.ts';

export interface GridSource extends SplitPictures {
  readonly imageFeature: string;
  readonly maskFeature: string | null;
  /** Records in sight lie in few sheets; otherwise each picture is fetched by itself. */
  readonly isCompact: boolean;
  /** Edge of a sharp thumbnail in device pixels; null where sprites are sharp enough. */
  readonly sharpSize: number | null;
}

/** The stores a grid draws from, with what they need to be closed. */
export interface GridStores extends GridPixels {
  setLook(look: MaskLook): void;
  close(): void;
}

/** Sheets of a kind that may be on their way at once: most cores are left to drawing and to the engine. */
const atOnce = Math.max(1, Math.min(4, Math.floor(navigator.hardwareConcurrency / 4)));

/** Opens the stores for a split. `onChange` is called when there is more to draw. */
export function openGridStores(source: GridSource, onChange: () => void): GridStores {
  const { imageFeature, maskFeature, isCompact, sharpSize } = source;
  const painter = maskFeature === null ? null : new MaskPainter();
  const single = (size: number) =>
    new SingleStore((record) => loadSheet(exampleImage(source, record, imageFeature, size)), onChange);
  const images = isCompact
    ? new SheetStore({
        atOnce,
        onChange,
        load: (page, signal) => loadSheet(imageSheet(source, page), signal),
        standIn: single(64),
      })
    : single(64);
  const masks =
    maskFeature === null || painter === null ? null : openMasks(source, maskFeature, painter, onChange);
  const sharp = sharpSize === null ? null : single(sharpSize);
  return {
    images,
    masks,
    sharp,
    setLook: (look) => {
      painter?.setLook(look);
      masks?.clear();
    },
    close: () => {
      for (const store of [images, masks, sharp, painter]) {
        store?.close();
      }
    },
  };
}

function openMasks(source: GridSource, feature: string, painter: MaskPainter, onChange: () => void) {
  return source.isCompact
    ? new SheetStore({
        atOnce,
        onChange,
        load: (page, signal) => painter.paint(maskSheet(source, page, feature), signal),
      })
    : new SingleStore((record) => painter.paint(`${exampleMask(source, record, feature)}&size=64`), onChange);
}
