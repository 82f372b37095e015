import { type RefObject, useEffect, useRef } from 'react';
import type { Size } from '../../charts/use-size.ts';
import { panBy, type SharedView, wholePicture, zoomAt } from './view-transform.ts';

export interface PanZoomOptions {
  readonly view: SharedView;
  readonly onChange: ((view: SharedView) => void) | undefined;
  readonly picture: Size | null;
  readonly frame: Size;
}

/** Zooms with the wheel (Ctrl held or a pinch) and double click, pans by dragging. */
export function usePanZoom(canvas: RefObject<HTMLCanvasElement | null>, options: PanZoomOptions): void {
  const latest = useRef(options);
  latest.current = options;
  const isInteractive = options.onChange !== undefined;
  useEffect(() => {
    const element = canvas.current;
    return element === null || !isInteractive ? undefined : listen(element, latest);
  }, [canvas, isInteractive]);
}

function listen(element: HTMLCanvasElement, latest: RefObject<PanZoomOptions>): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const zoom = (factor: number, event: MouseEvent) => {
    const { view, onChange, picture, frame } = latest.current;
    if (picture !== null) {
      onChange?.(zoomAt(view, { factor, x: event.offsetX, y: event.offsetY, picture, frame }));
    }
  };
  const onWheel = (event: WheelEvent) => {
    // A plain wheel scrolls the page unless the picture is already enlarged.
    if (event.ctrlKey || event.metaKey || latest.current.view.zoom > 1) {
      event.preventDefault();
      zoom(Math.exp(-event.deltaY / 300), event);
    }
  };
  const onMove = (event: PointerEvent) => {
    const { view, onChange, picture, frame } = latest.current;
    if (picture !== null && element.hasPointerCapture(event.pointerId)) {
      onChange?.(panBy(view, { dx: event.movementX, dy: event.movementY, picture, frame }));
    }
  };
  element.addEventListener('wheel', onWheel, { passive: false, signal });
  element.addEventListener('pointerdown', (event) => element.setPointerCapture(event.pointerId), { signal });
  element.addEventListener('pointermove', onMove, { signal });
  element.addEventListener(
    'dblclick',
    (event) => (latest.current.view.zoom > 1 ? latest.current.onChange?.(wholePicture) : zoom(4, event)),
    { signal },
  );
  return () => stop.abort();
}
