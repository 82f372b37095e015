import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BatchReader } from '../../../engine/components/trainer/input/batch-reader.ts';
import { encodeExample } from '../../../engine/formats/example/encode-example.ts';
import { floatFeature } from '../../../engine/formats/example/feature-value.ts';
import { RecordWriter } from '../../../engine/formats/tfrecord/record-writer.ts';
import { unet } from '../../../engine/models/unet.ts';
import { sparseCrossEntropy } from '../../../engine/tensorflow/fused/sparse-cross-entropy.ts';
import { TrainingSession } from '../../../engine/tensorflow/training/training-session.ts';

/**
 * Trains the UNet with a frozen encoder, whose steps are the shortest, for the first epoch over record files, as the
 * Trainer does: the reader begins while the model is compiled. Prints the share of the epoch spent waiting for input.
 */
const SIZE = 128;
const BATCH = 32;
const EXAMPLES = 12 * BATCH;

const folder = await mkdtemp(path.join(tmpdir(), 'millrace-reader-'));
const features = [
  { name: 'image_xf', dtype: 'float32', shape: [SIZE, SIZE, 3] },
  { name: 'label_xf', dtype: 'float32', shape: [SIZE, SIZE] },
] as const;
const file = await writeExamples(path.join(folder, 'examples.gz'));
const waitFraction = await firstEpoch();
await rm(folder, { recursive: true });
console.log(JSON.stringify({ waitFraction }));

async function firstEpoch(): Promise<number> {
  await using reader = new BatchReader({
    files: [file],
    features,
    batchSize: BATCH,
    dropSmallRest: true,
    cacheBytes: 2 ** 30,
  });
  const pass = { shuffle: { seed: 1, epoch: 1 } };
  reader.prepare(pass);
  using session = await compile();
  const started = performance.now();
  let step = 0;
  for await (const { size, features: values } of reader.pass(pass)) {
    const batch = features.map(({ name, dtype, shape }) => {
      const data = values[name] as Float32Array;
      return [name, { dtype, shape: [size, ...shape], data }] as const;
    });
    session.trainStep(Object.fromEntries(batch), { learningRate: 1e-3, step });
    step += 1;
  }
  return reader.waitedMs / (performance.now() - started);
}

function compile(): Promise<TrainingSession> {
  return TrainingSession.compile(
    {
      model: unet({ encoderTrainable: false }),
      label: { name: 'label_xf', dtype: 'float32', shape: [-1, SIZE, SIZE] },
      loss: (labels, logits) => sparseCrossEntropy(labels, logits),
      metrics: {},
      optimizer: { kind: 'adam' },
    },
    path.join(folder, 'program'),
  );
}

async function writeExamples(to: string): Promise<string> {
  await using writer = await RecordWriter.create(to);
  for (let index = 0; index < EXAMPLES; index += 1) {
    const pixel = (_: unknown, at: number) => ((at * 31 + index * 17) % 255) / 127.5 - 1;
    const image = Array.from({ length: SIZE * SIZE * 3 }, pixel);
    const mask = Array.from({ length: SIZE * SIZE }, (_, at) => (at >> 9) % 3);
    const example = new Map([
      ['image_xf', floatFeature(image)],
      ['label_xf', floatFeature(mask)],
    ]);
    await writer.write(encodeExample(example));
  }
  return to;
}
