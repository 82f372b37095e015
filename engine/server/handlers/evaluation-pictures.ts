import sharp, { type Sharp } from 'sharp';
import type { StoredExampleResult } from '../../formats/evaluation/example-results.ts';
import { codesOf } from '../evaluation/example-table.ts';
import { exampleTable } from '../evaluation/example-tables.ts';
import type { PipelineAccess } from '../handler.ts';
import { evaluationLegend } from './evaluation.ts';

const predictionPath = /^\/artifact\/(\d+)\/prediction\/(candidate|baseline)\/(\d+)\.png$/;
const errorPath = /^\/artifact\/(\d+)\/error\/(\d+)\.png$/;

/** Red that stands out over any picture, and more so over the parts that are right. */
const errorColor = [220, 20, 60, 255] as const;

export interface Picture {
  readonly contentType: string;
  readonly body: Uint8Array;
}

/**
 * Masks of an evaluation as PNG: predictions in the classes' colours with a transparent background (`raw=1` for class
 * codes as grey values), and what the candidate got wrong. `size` fits the picture inside a square of so many pixels,
 * nearest neighbour, never enlarged.
 *
 * @returns null for another path, or where there is no such picture
 */
export async function handleEvaluationPicture(
  path: string,
  query: URLSearchParams,
  pipeline: PipelineAccess,
  signal: AbortSignal,
): Promise<Picture | null> {
  const prediction = predictionPath.exec(path);
  if (prediction !== null) {
    const [, artifact, role, record] = prediction;
    return await draw({ artifact, record, query, pipeline, signal }, async (row) =>
      predictionPixels(row, role === 'baseline' ? 'baseline' : 'candidate', {
        raw: query.get('raw') === '1',
        legend: (count) => evaluationLegend(pipeline, Number(artifact), count),
      }),
    );
  }
  const error = errorPath.exec(path);
  return error === null
    ? null
    : await draw({ artifact: error[1], record: error[2], query, pipeline, signal }, errorPixels);
}

interface Pixels {
  readonly data: Uint8Array;
  readonly channels: 1 | 4;
}

interface DrawRequest {
  readonly artifact: string | undefined;
  readonly record: string | undefined;
  readonly query: URLSearchParams;
  readonly pipeline: PipelineAccess;
  readonly signal: AbortSignal;
}

async function draw(
  { artifact, record, query, pipeline, signal }: DrawRequest,
  paint: (row: StoredExampleResult) => Promise<Pixels | null>,
): Promise<Picture | null> {
  const table = await exampleTable(pipeline.artifact(Number(artifact)).path);
  signal.throwIfAborted();
  const row = table.row(Number(record));
  const [height, width] = row?.shape ?? [];
  const pixels = row === undefined ? null : await paint(row);
  if (pixels === null || height === undefined || width === undefined) {
    return null;
  }
  const image = sharp(pixels.data, { raw: { width, height, channels: pixels.channels } });
  const size = Number(query.get('size') ?? Number.NaN);
  const sized = Number.isInteger(size) && size > 0 ? fitInside(image, size) : image;
  return { contentType: 'image/png', body: await sized.png().toBuffer() };
}

function fitInside(image: Sharp, size: number): Sharp {
  return image.resize(size, size, { fit: 'inside', kernel: 'nearest', withoutEnlargement: true });
}

async function predictionPixels(
  row: StoredExampleResult,
  role: 'candidate' | 'baseline',
  options: {
    readonly raw: boolean;
    readonly legend: (count: number) => readonly { name: string; color: string }[];
  },
): Promise<Pixels | null> {
  const codes = await codesOf(row, role);
  if (codes === null) {
    return null;
  }
  if (options.raw) {
    return { data: Uint8Array.from(codes.predicted), channels: 1 };
  }
  const colors = options.legend(256).map(({ name, color }) => rgba(color, name === 'background' ? 0 : 255));
  return { data: paintEach(codes.predicted, (code) => colors[code] ?? [0, 0, 0, 0]), channels: 4 };
}

async function errorPixels(row: StoredExampleResult): Promise<Pixels | null> {
  const codes = await codesOf(row, 'candidate');
  if (codes === null) {
    return null;
  }
  const { label, predicted } = codes;
  const data = paintEach(predicted, (code, point) => (code === label[point] ? [0, 0, 0, 0] : errorColor));
  return { data, channels: 4 };
}

function paintEach(
  codes: ArrayLike<number>,
  color: (code: number, point: number) => readonly number[],
): Uint8Array {
  const data = new Uint8Array(codes.length * 4);
  for (let point = 0; point < codes.length; point++) {
    data.set(color(codes[point] as number, point), point * 4);
  }
  return data;
}

function rgba(color: string, alpha: number): readonly number[] {
  const value = Number.parseInt(color.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255, alpha];
}
