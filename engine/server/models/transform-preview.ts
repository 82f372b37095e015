import { readdir } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { decodeExample } from '../../formats/example/decode-example.ts';
import type { FeatureValue } from '../../formats/example/feature-value.ts';
import { readRecordBatches } from '../../formats/tfrecord/read-record-batches.ts';
import type { HostTensor } from '../../tensorflow/host-tensor.ts';
import type { SignatureProcess } from './signature-process.ts';

export interface PreviewValue {
  readonly summary: string;
  /** A picture of the value as a data URL, for images and masks. */
  readonly image: string | null;
}

export interface PreviewRow {
  readonly record: number;
  readonly before: Readonly<Record<string, PreviewValue>>;
  readonly after: Readonly<Record<string, PreviewValue>>;
}

export interface PreviewOptions {
  readonly process: SignatureProcess;
  /** Folders of the TransformGraph and of the raw Examples. */
  readonly transformGraph: string;
  readonly examples: string;
  readonly split: string;
  readonly records: readonly number[];
  readonly signal: AbortSignal;
}

/** Runs the transform graph on some records of a split and shows each feature before and after. */
export async function transformPreview(options: PreviewOptions): Promise<PreviewRow[]> {
  const { process, transformGraph, records, signal } = options;
  const found = await findRecords(options);
  const numbers = records.filter((record) => found.has(record));
  const data = numbers.map((record) => found.get(record) as Uint8Array);
  if (data.length === 0) {
    return [];
  }
  const outputs = await process.run(
    {
      directory: path.join(transformGraph, 'transform_fn'),
      signature: 'transform_features',
      inputs: { examples: { dtype: 'string', shape: [data.length], data } },
    },
    signal,
  );
  const signature = Object.entries(outputs);
  return Promise.all(
    numbers.map(async (record, row) => {
      const before = decodeExample(data[row] as Uint8Array);
      return {
        record,
        before: await previews(
          [...before].map(([name, value]) => [name, shapedFeature(before, name, value)]),
        ),
        after: await previews(signature.map(([name, tensor]) => [name, rowOf(tensor, row)])),
      };
    }),
  );
}

interface ShapedValues {
  readonly shape: readonly number[];
  readonly values: ArrayLike<unknown>;
}

async function findRecords({
  examples,
  split,
  records,
  signal,
}: PreviewOptions): Promise<Map<number, Uint8Array>> {
  const folder = path.join(examples, `Split-${split}`);
  const wanted = new Set(records);
  const found = new Map<number, Uint8Array>();
  let number = 0;
  for (const file of (await readdir(folder)).sort()) {
    for await (const batch of readRecordBatches(path.join(folder, file), { signal })) {
      for (const record of batch.records) {
        if (wanted.has(number)) {
          found.set(number, record.slice());
        }
        number += 1;
      }
      if (found.size === wanted.size) {
        return found;
      }
    }
  }
  return found;
}

/** A flat list takes the shape that a feature `<name>_shape` beside it gives, as in image data sets. */
function shapedFeature(
  example: ReadonlyMap<string, FeatureValue>,
  name: string,
  { values }: FeatureValue,
): ShapedValues {
  const declared = example.get(`${name}_shape`);
  const shape = declared?.kind === 'int' ? Array.from(declared.values, Number) : [values.length];
  const size = shape.reduce((product, dimension) => product * dimension, 1);
  return { shape: size === values.length ? shape : [values.length], values };
}

function rowOf({ shape, data }: HostTensor, row: number): ShapedValues {
  const size = data.length / (shape[0] ?? 1);
  return { shape: shape.slice(1), values: data.slice(row * size, (row + 1) * size) };
}

async function previews(
  features: readonly (readonly [string, ShapedValues])[],
): Promise<Record<string, PreviewValue>> {
  const entries = features.map(async ([name, value]) => [name, await preview(value)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

async function preview({ shape, values }: ShapedValues): Promise<PreviewValue> {
  const first = values[0];
  if (first instanceof Uint8Array) {
    return { summary: Array.from(values as Uint8Array[], textOf).join(', '), image: null };
  }
  const numbers = Float64Array.from(values as ArrayLike<number | bigint>, Number);
  return { summary: summaryOf(shape, numbers), image: await picture(shape, numbers) };
}

const MAXIMUM_TEXT = 80;
const MAXIMUM_LISTED = 8;

function textOf(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes.subarray(0, MAXIMUM_TEXT));
  return bytes.length > MAXIMUM_TEXT ? `${text}…` : text;
}

function summaryOf(shape: readonly number[], numbers: Float64Array): string {
  if (numbers.length <= MAXIMUM_LISTED) {
    return Array.from(numbers, (number) => String(Math.round(number * 1e4) / 1e4)).join(', ');
  }
  const [min, max] = rangeOf(numbers);
  return `[${shape.join(', ')}] from ${round(min)} to ${round(max)}`;
}

function round(number: number): string {
  return String(Number(number.toPrecision(4)));
}

function rangeOf(numbers: Float64Array): [number, number] {
  return numbers.reduce<[number, number]>(
    ([min, max], number) => [Math.min(min, number), Math.max(max, number)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}

/** Images and masks are stretched over all grey values, so that -1..1, 0..2 and 0..255 can all be seen. */
async function picture(shape: readonly number[], numbers: Float64Array): Promise<string | null> {
  const [height, width, channels = 1] = shape;
  const isImage = shape.length === 3 && channels === 3;
  const isMask = shape.length === 2 && (height ?? 0) > 1 && (width ?? 0) > 1;
  if (height === undefined || width === undefined || !(isImage || isMask)) {
    return null;
  }
  const [min, max] = rangeOf(numbers);
  const low = Math.min(min, 0);
  const pixels = Uint8Array.from(numbers, (number) => ((number - low) / (max - low || 1)) * 255);
  const png = await sharp(pixels, { raw: { width, height, channels: isImage ? 3 : 1 } })
    .png()
    .toBuffer();
  return `data:image/png;base64,${png.toString('base64')}`;
}
