import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { writeFileAtomic } from '../../base/write-file-atomic.ts';
import type { Pixels } from '../../formats/images/decode-image.ts';
import { resizeBilinear, resizeNearest } from '../../formats/images/resize.ts';
import type { RecordStore } from '../../formats/tfrecord/record-store.ts';
import type { FeatureDescription } from '../examples/describe-features.ts';
import { cacheOf, exampleStore } from '../examples/example-stores.ts';
import type { PipelineAccess } from '../handler.ts';
import { DrawingQueue } from './drawing-queue.ts';
import { featurePixels } from './feature-pixels.ts';
import type { Picture } from './picture.ts';
import { pictureFeature } from './picture-feature.ts';

const TILE = 64;
const COLUMNS = 32;
const TILES = COLUMNS * COLUMNS;
const SIDE = TILE * COLUMNS;

export interface SheetRequest {
  readonly artifactId: number;
  readonly split: string;
  readonly page: number;
  /** Null for the first image feature. */
  readonly feature: string | null;
  readonly type: 'webp' | 'png';
}

/** Each sheet under way takes 16 MB and a core: more at once would make none of them sooner. */
const drawings = new DrawingQueue(2);

/**
 * A sheet of 1,024 thumbnails of 64 pixels, 32 a row, drawn once and kept in the cache. Pictures that are not square are
 * stretched to the tile; tiles past the last record are transparent (class code 0 in sheets of masks).
 */
export async function drawSheet(
  request: SheetRequest,
  pipeline: PipelineAccess,
  signal: AbortSignal,
): Promise<Picture | null> {
  const { artifactId, split, page, type } = request;
  const feature = await pictureFeature(pipeline, artifactId, split, request.feature);
  const store = await exampleStore(pipeline, artifactId, split);
  if (!feature || page * TILES >= store.size) return null;
  const folder = cacheOf(pipeline, `${pipeline.artifact(artifactId).path}\n${split}`);
  const file = join(folder, `sheet-${encodeURIComponent(feature.name)}-${page}.${type}`);
  const body = await readFile(file).catch(() =>
    drawings.draw(file, () => keep(file, draw(store, feature, page, type)), signal),
  );
  return { contentType: `image/${type}`, body };
}

async function keep(file: string, drawn: Promise<Uint8Array>): Promise<Uint8Array> {
  const body = await drawn;
  await mkdir(dirname(file), { recursive: true });
  await writeFileAtomic(file, body);
  return body;
}

async function draw(
  store: RecordStore,
  feature: FeatureDescription,
  page: number,
  type: 'webp' | 'png',
): Promise<Uint8Array> {
  const channels = feature.display === 'mask' ? 1 : 4;
  const sheet = new Uint8Array(SIDE * SIDE * channels);
  for await (const { record, bytes } of store.scan(page * TILES, (page + 1) * TILES)) {
    const pixels = await featurePixels(bytes, feature).catch(() => null);
    if (pixels) place(sheet, channels, record % TILES, shrink(pixels, feature.display));
  }
  const image = sharp(sheet, { raw: { width: SIDE, height: SIDE, channels } });
  if (type === 'webp') return image.webp({ quality: 82, effort: 2 }).toBuffer();
  return (channels === 1 ? image.toColourspace('b-w') : image).png({ compressionLevel: 6 }).toBuffer();
}

function shrink(pixels: Pixels, display: FeatureDescription['display']): Pixels {
  return display === 'mask' ? resizeNearest(pixels, TILE, TILE) : resizeBilinear(pixels, TILE, TILE);
}

function place(sheet: Uint8Array, channels: 1 | 4, tile: number, thumbnail: Pixels): void {
  const left = (tile % COLUMNS) * TILE;
  const top = Math.floor(tile / COLUMNS) * TILE;
  for (let y = 0; y < TILE; y++) {
    for (let x = 0; x < TILE; x++) {
      const target = ((top + y) * SIDE + left + x) * channels;
      const source = (y * TILE + x) * thumbnail.channels;
      if (channels === 1) {
        sheet[target] = thumbnail.data[source] as number;
        continue;
      }
      const isGrey = thumbnail.channels < 3;
      for (let c = 0; c < 3; c++) sheet[target + c] = thumbnail.data[source + (isGrey ? 0 : c)] as number;
      sheet[target + 3] = 255;
    }
  }
}
