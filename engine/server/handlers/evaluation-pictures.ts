import sharp from 'sharp';
import type { ModelRole, StoredExampleResult } from '../../formats/evaluation/example-results.ts';
import type { Pixels } from '../../formats/images/decode-image.ts';
import { codesOf } from '../evaluation/example-table.ts';
import { exampleTable } from '../evaluation/example-tables.ts';
import type { PipelineAccess } from '../handler.ts';
import { paintMask } from '../pictures/paint-mask.ts';
import type { Picture } from '../pictures/picture.ts';
import { evaluationLegend } from './evaluation.ts';

const predictionPath = /^\/artifact\/(\d+)\/prediction\/(candidate|baseline)\/(\d+)\.png$/;
const errorPath = /^\/artifact\/(\d+)\/error\/(\d+)\.png$/;

/** Crimson: stands out over any picture, and more so over the parts that are right. */
const errorColor = [220, 20, 60, 255] as const;

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
  const asked = parsePath(path);
  if (asked === null) {
    return null;
  }
  const table = await exampleTable(pipeline.artifact(asked.artifactId).path);
  signal.throwIfAborted();
  const row = table.row(asked.record);
  if (row === undefined) {
    return null;
  }
  const pixels = asked.role === 'error' ? await errorPixels(row) : await predictionPixels(row, asked.role);
  if (pixels === null) {
    return null;
  }
  const painted =
    asked.role === 'error' || query.get('raw') === '1'
      ? pixels
      : paintMask(pixels, evaluationLegend(pipeline, asked.artifactId, 256));
  return { contentType: 'image/png', body: await encode(painted, Number(query.get('size') ?? Number.NaN)) };
}

interface AskedPicture {
  readonly artifactId: number;
  readonly role: ModelRole | 'error';
  readonly record: number;
}

function parsePath(path: string): AskedPicture | null {
  const prediction = predictionPath.exec(path);
  if (prediction !== null) {
    const role = prediction[2] === 'baseline' ? 'baseline' : 'candidate';
    return { artifactId: Number(prediction[1]), role, record: Number(prediction[3]) };
  }
  const error = errorPath.exec(path);
  return error && { artifactId: Number(error[1]), role: 'error', record: Number(error[2]) };
}

async function encode({ data, width, height, channels }: Pixels, size: number): Promise<Uint8Array> {
  const image = sharp(data, { raw: { width, height, channels: channels as 1 | 4 } });
  const options = { fit: 'inside', kernel: 'nearest', withoutEnlargement: true } as const;
  const fitted = Number.isInteger(size) && size > 0 ? image.resize(size, size, options) : image;
  // Otherwise grey values would be written as three equal channels.
  const coloured = channels === 1 ? fitted.toColourspace('b-w') : fitted;
  return await coloured.png({ compressionLevel: 3 }).toBuffer();
}

async function predictionPixels(row: StoredExampleResult, role: ModelRole): Promise<Pixels | null> {
  const [height, width] = row.shape;
  const codes = await codesOf(row, role);
  return codes === null || height === undefined || width === undefined
    ? null
    : { width, height, channels: 1, data: Uint8Array.from(codes.predicted) };
}

async function errorPixels(row: StoredExampleResult): Promise<Pixels | null> {
  const [height, width] = row.shape;
  const codes = await codesOf(row, 'candidate');
  if (codes === null || height === undefined || width === undefined) {
    return null;
  }
  const { label, predicted } = codes;
  const data = new Uint8Array(predicted.length * 4);
  for (let point = 0; point < predicted.length; point++) {
    if (predicted[point] !== label[point]) {
      data.set(errorColor, point * 4);
    }
  }
  return { width, height, channels: 4, data };
}
