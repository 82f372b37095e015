/** How a picture is placed in its frame: picture pixel (x, y) is drawn at (x * scale + left, y * scale + top). */
export interface ViewTransform {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

/**
 * What several frames share so that they show the same part: the zoom relative to "the whole picture fits" and the
 * centre of the frame as fractions of the picture.
 */
export interface SharedView {
  readonly zoom: number;
  readonly centerX: number;
  readonly centerY: number;
}

interface Box {
  readonly width: number;
  readonly height: number;
}

export const wholePicture: SharedView = { zoom: 1, centerX: 0.5, centerY: 0.5 };

const maximumZoom = 40;

/** Where a frame draws its picture under a shared view. */
export function placePicture(view: SharedView, picture: Box, frame: Box): ViewTransform {
  const scale = fitScale(picture, frame) * view.zoom;
  return {
    scale,
    left: frame.width / 2 - view.centerX * picture.width * scale,
    top: frame.height / 2 - view.centerY * picture.height * scale,
  };
}

/** Zooms by a factor so that the picture's point under (x, y) of the frame stays where it is. */
export function zoomAt(
  view: SharedView,
  { factor, x, y, picture, frame }: { factor: number; x: number; y: number; picture: Box; frame: Box },
): SharedView {
  const zoom = Math.min(maximumZoom, Math.max(1, view.zoom * factor));
  const before = placePicture(view, picture, frame);
  const pictureX = (x - before.left) / before.scale;
  const pictureY = (y - before.top) / before.scale;
  const scale = fitScale(picture, frame) * zoom;
  return keepInside({
    zoom,
    centerX: (pictureX - (x - frame.width / 2) / scale) / picture.width,
    centerY: (pictureY - (y - frame.height / 2) / scale) / picture.height,
  });
}

/** Moves the picture by a distance in frame pixels. */
export function panBy(
  view: SharedView,
  { dx, dy, picture, frame }: { dx: number; dy: number; picture: Box; frame: Box },
): SharedView {
  const scale = fitScale(picture, frame) * view.zoom;
  return keepInside({
    zoom: view.zoom,
    centerX: view.centerX - dx / (picture.width * scale),
    centerY: view.centerY - dy / (picture.height * scale),
  });
}

/** Keeps the frame over the picture; at zoom 1 there is only one place to be. */
function keepInside({ zoom, centerX, centerY }: SharedView): SharedView {
  const margin = 0.5 / zoom;
  const clamp = (value: number) => Math.min(1 - margin, Math.max(margin, value));
  return { zoom, centerX: clamp(centerX), centerY: clamp(centerY) };
}

function fitScale(picture: Box, frame: Box): number {
  return Math.min(frame.width / picture.width, frame.height / picture.height);
}
