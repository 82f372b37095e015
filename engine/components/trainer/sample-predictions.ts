import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import type { ExecutionReporter } from '../../pipeline/component.ts';
import type { HostTensor } from '../../tensorflow/host-tensor.ts';
import type { TrainingSession } from '../../tensorflow/training/training-session.ts';
import { batchTensors } from './batch-tensors.ts';
import type { Batch } from './input/batch-feature.ts';
import { BatchSource } from './input/batch-source.ts';
import type { RunLog } from './run-log.ts';
import { TrainerError } from './trainer-error.ts';
import type { TrainingData } from './training-data.ts';

export interface SampleOptions {
  readonly session: TrainingSession;
  readonly data: TrainingData;
  readonly files: readonly string[];
  readonly count: number;
  readonly log: RunLog;
  readonly report: ExecutionReporter;
  readonly at: { readonly epoch: number; readonly step: number };
}

/**
 * Predicts the first validation images and writes image, label and prediction as PNGs: masks hold class codes as
 * grey values, so that a viewer can colour them. Models of other things than images give no samples.
 */
export async function predictSamples(options: SampleOptions): Promise<void> {
  const { data, count, files, session, report, at } = options;
  if (count === 0 || files.length === 0 || !isSegmentation(data)) {
    return;
  }
  const batch = await firstBatch(options);
  const predicted = session.predict(batchTensors(batch, data.inputs));
  const folder = `samples/epoch-${at.epoch}`;
  await mkdir(path.join(options.log.directory, folder), { recursive: true });
  const images = await Promise.all(
    Array.from({ length: batch.size }, (_, row) => writeSample(options, { batch, predicted, folder, row })),
  );
  report.samples({ epoch: at.epoch, images });
}

function isSegmentation({ inputs: [input, ...others], label }: TrainingData): boolean {
  return others.length === 0 && input?.shape.length === 3 && input.shape[2] === 3 && label.shape.length === 2;
}

async function firstBatch({ files, data, count }: SampleOptions): Promise<Batch> {
  const features = [...data.inputs, data.label];
  const source = new BatchSource({ files, features, batchSize: count, dropSmallRest: false, cacheBytes: 0 });
  for await (const batch of source.pass({ batches: 1 })) {
    return batch;
  }
  throw new TrainerError('no-examples', 'There are no validation examples to predict');
}

async function writeSample(
  { data, log, at }: SampleOptions,
  sample: {
    readonly batch: Batch;
    readonly predicted: HostTensor;
    readonly folder: string;
    readonly row: number;
  },
): Promise<{ id: string; image: string; label: string; prediction: string }> {
  const { folder, row, batch, predicted } = sample;
  const [height, width] = data.label.shape as [number, number];
  const input = data.inputs[0] as TrainingData['label'];
  const files = {
    image: toPixels(rowOf(batch.features[input.name] as Float32Array, row, batch.size)),
    label: Uint8Array.from(rowOf(batch.features[data.label.name] as Float32Array, row, batch.size)),
    prediction: largestClass(rowOf(predicted.data as Float32Array, row, batch.size), height * width),
  };
  const classes = Math.max(2, predicted.data.length / (batch.size * height * width));
  const entries = Object.entries(files).map(async ([kind, pixels]) => {
    const channels = kind === 'image' ? 3 : 1;
    const png = (values: Uint8Array) => sharp(values, { raw: { width, height, channels } }).png().toBuffer();
    const name = `${folder}/${row}-${kind}.png`;
    await writeFile(path.join(log.directory, name), await png(pixels));
    const encoded = await png(kind === 'image' ? pixels : visible(pixels, classes));
    await log.writer('validation').image(at.step, `samples/${row}/${kind}`, { width, height, encoded });
    return [kind, name] as const;
  });
  const names = Object.fromEntries(await Promise.all(entries)) as Record<keyof typeof files, string>;
  return { id: String(row), ...names };
}

function rowOf(values: Float32Array, row: number, rows: number): Float32Array {
  const width = values.length / rows;
  return values.subarray(row * width, (row + 1) * width);
}

/** Pixels as models take them, from -1 to 1 or from 0 to 1, back to 0 to 255. */
function toPixels(values: Float32Array): Uint8Array {
  const [low, high] = values.reduce(
    ([min, max], value) => [Math.min(min, value), Math.max(max, value)],
    [0, 0],
  );
  const [offset, factor] = low < 0 ? [1, 127.5] : high <= 1 ? [0, 255] : [0, 1];
  return Uint8ClampedArray.from(values, (value) => (value + offset) * factor) as unknown as Uint8Array;
}

/** The class of each pixel; a single logit tells the second from the first. */
function largestClass(logits: Float32Array, pixels: number): Uint8Array {
  const classes = logits.length / pixels;
  if (classes === 1) {
    return Uint8Array.from(logits, (logit) => (logit > 0 ? 1 : 0));
  }
  return Uint8Array.from({ length: pixels }, (_, pixel) => {
    const scores = logits.subarray(pixel * classes, (pixel + 1) * classes);
    return scores.indexOf(scores.reduce((best, score) => Math.max(best, score)));
  });
}

/** Class codes as shades from black to white: TensorBoard shows pictures as they are, and codes are all but black. */
function visible(codes: Uint8Array, classes: number): Uint8Array {
  return codes.map((code) => Math.round((code * 255) / Math.max(1, classes - 1)));
}
