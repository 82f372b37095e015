import { type RefObject, useEffect, useMemo, useRef } from 'react';
import { hiddenCodes, useMaskLook } from '../picture/mask-look.ts';
import type { MaskClass } from '../picture/mask-paint.ts';
import { type VisibleCells, visibleCells } from './grid-layout.ts';
import { type GridFrame, paintGrid } from './grid-painter.ts';
import { type GridSource, type GridStores, openGridStores } from './grid-pixels.ts';

export type GridCanvasSource = Omit<GridSource, 'sharpSize'>;

export interface GridCanvasOptions {
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly frame: Omit<GridFrame, 'scrollTop' | 'pixelRatio'>;
  readonly source: GridCanvasSource;
  readonly classes: readonly MaskClass[];
  readonly onRange: (first: number, end: number) => void;
}

/** Time after the last scroll event at which single thumbnails are worth fetching. */
const restMs = 120;

/** Draws the grid on each animation frame in which something changed, outside React. */
export function useGridCanvas(options: GridCanvasOptions): void {
  const { canvas, scroller, frame, source, classes } = options;
  const latest = useRef(options);
  latest.current = options;
  const drawing = useRef<GridDrawing>(null);
  const { artifactId, split, imageFeature, maskFeature, isCompact } = source;
  const sharpSize = sharpSizeFor(frame.layout.cellSize);
  const { hidden, style } = useMaskLook();
  const look = useMemo(
    () => ({ classes, hidden: hiddenCodes(hidden, classes), style }),
    [classes, hidden, style],
  );
  const latestLook = useRef(look);
  latestLook.current = look;

  useEffect(() => {
    const element = scroller.current;
    const surface = canvas.current;
    if (element === null || surface === null) {
      return;
    }
    const stores = openGridStores(
      { artifactId, split, imageFeature, maskFeature, isCompact, sharpSize },
      () => opened.request(),
    );
    const opened = new GridDrawing({ surface, scroller: element, stores, latest });
    drawing.current = opened;
    opened.setLook(latestLook.current);
    opened.request();
    return () => opened.close();
  }, [canvas, scroller, artifactId, split, imageFeature, maskFeature, isCompact, sharpSize]);

  useEffect(() => drawing.current?.setLook(look), [look]);
  useEffect(() => drawing.current?.request());
}

/** Sprites have 64 pixels; from 1.5 times that on they look soft. */
function sharpSizeFor(cellSize: number): number | null {
  const pixels = cellSize * window.devicePixelRatio;
  return pixels <= 96 ? null : pixels <= 160 ? 128 : 256;
}

class GridDrawing {
  readonly #surface: HTMLCanvasElement;
  readonly #scroller: HTMLDivElement;
  readonly #stores: GridStores;
  readonly #latest: RefObject<GridCanvasOptions>;
  readonly #stop = new AbortController();
  #frameRequest = 0;
  #drawnAt = 0;
  #restTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: {
    surface: HTMLCanvasElement;
    scroller: HTMLDivElement;
    stores: GridStores;
    latest: RefObject<GridCanvasOptions>;
  }) {
    this.#surface = parts.surface;
    this.#scroller = parts.scroller;
    this.#stores = parts.stores;
    this.#latest = parts.latest;
    this.#scroller.addEventListener('scroll', () => this.request(), {
      passive: true,
      signal: this.#stop.signal,
    });
  }

  setLook(look: Parameters<GridStores['setLook']>[0]): void {
    this.#stores.setLook(look);
  }

  /** Draws in the next animation frame. */
  request(): void {
    this.#frameRequest ||= requestAnimationFrame(() => {
      this.#frameRequest = 0;
      this.#draw();
    });
  }

  close(): void {
    this.#stop.abort();
    cancelAnimationFrame(this.#frameRequest);
    clearTimeout(this.#restTimer);
    this.#stores.close();
  }

  #draw(): void {
    const { frame, onRange } = this.#latest.current;
    const context = this.#surface.getContext('2d');
    if (context === null || frame.width === 0 || this.#stop.signal.aborted) {
      return;
    }
    const pixelRatio = this.#fitSurface(frame);
    const { scrollTop } = this.#scroller;
    const visible = visibleCells(frame.layout, scrollTop, frame.height);
    for (const { first, end } of visible) onRange(first, end);
    paintGrid(context, { ...frame, scrollTop, pixelRatio }, this.#stores);
    // What was asked for where one rested is not fetched while one scrolls on.
    if (scrollTop !== this.#drawnAt) this.#want([]);
    this.#drawnAt = scrollTop;
    clearTimeout(this.#restTimer);
    this.#restTimer = setTimeout(() => this.#wantVisible(visible), restMs);
  }

  #fitSurface({ width, height }: { readonly width: number; readonly height: number }): number {
    const ratio = window.devicePixelRatio;
    const [pixelWidth, pixelHeight] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.#surface.width !== pixelWidth || this.#surface.height !== pixelHeight) {
      this.#surface.width = pixelWidth;
      this.#surface.height = pixelHeight;
    }
    return ratio;
  }

  #wantVisible(visible: readonly VisibleCells[]): void {
    const { recordAt } = this.#latest.current.frame;
    const records = visible.flatMap(({ first, end }) =>
      Array.from({ length: end - first }, (_, offset) => recordAt(first + offset)),
    );
    this.#want(records.filter((record) => record !== undefined));
  }

  #want(records: readonly number[]): void {
    for (const store of [this.#stores.images, this.#stores.masks, this.#stores.sharp]) {
      store?.want(records);
    }
  }
}
