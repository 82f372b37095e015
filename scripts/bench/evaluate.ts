import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { exampleBatches } from '../../engine/components/evaluator/example-batches.ts';
import { RecordWriter } from '../../engine/formats/tfrecord/record-writer.ts';
import type { Measurement } from './measurement.ts';

const run = promisify(execFile);
const repository = path.join(import.meta.dirname, '..', '..');
const images = 200;
const rounds = 3;

interface Figures {
  readonly seconds: number;
  readonly mebibytes: number;
}

/**
 * Evaluates 200 images of 128 x 128 with the sample's UNet (6.5 million parameters), alone and against a baseline, with
 * every metric of the default configuration. The peer is TFMA with accuracy and loss only.
 */
export async function bench(): Promise<readonly Measurement[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'millrace-bench-'));
  try {
    const { model, examples } = await prepare(folder);
    const one = await compare(`evaluate ${images} images`, [examples, model]);
    const two = await compare(`evaluate ${images} images against a baseline`, [examples, model, model]);
    return [...one, ...two];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Trains the sample's model for one pass, and takes as many images of its data as are evaluated. */
async function prepare(folder: string): Promise<{ readonly model: string; readonly examples: string }> {
  const { stdout } = await run(
    process.execPath,
    [
      path.join(repository, 'engine', 'cli', 'main.ts'),
      'run',
      path.join(repository, 'assets', 'samples', 'pets.pipeline.yaml'),
      ...['--cell', 'Trainer', '--set', 'Trainer.epochs=1', '--root', path.join(folder, 'root'), '--json'],
    ],
    { maxBuffer: 1 << 26 },
  );
  const report = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as RunReport;
  const uriOf = (cell: string, output: string) =>
    report.cells.find(({ id }) => id === cell)?.outputs[output]?.[0]?.uri ?? '';
  const examples = path.join(folder, 'examples');
  await takeImages(uriOf('ExampleGen', 'examples'), examples);
  return { model: uriOf('Trainer', 'model'), examples };
}

interface RunReport {
  readonly cells: readonly {
    readonly id: string;
    readonly outputs: Readonly<Record<string, readonly { readonly uri: string }[]>>;
  }[];
}

async function takeImages(source: string, target: string): Promise<void> {
  await mkdir(path.join(target, 'Split-eval'), { recursive: true });
  await using writer = await RecordWriter.create(
    path.join(target, 'Split-eval', 'data_tfrecord-00000-of-00001.gz'),
  );
  const { signal } = new AbortController();
  let left = images;
  for await (const { records } of exampleBatches(source, { splits: ['train', 'eval'], size: 10, signal })) {
    for (const record of records.slice(0, left)) {
      await writer.write(record);
    }
    left -= Math.min(left, records.length);
  }
}

async function compare(name: string, folders: readonly string[]): Promise<Measurement[]> {
  const script = path.join(import.meta.dirname, 'evaluate', 'measure-evaluation.ts');
  const ours = await medianOf(() => measure(process.execPath, [script, ...folders]));
  const python = process.env.MILLRACE_PEER_PYTHON;
  const peerScript = path.join(import.meta.dirname, 'evaluate', 'measure_tfma.py');
  const peer = python ? await measure(python, [peerScript, ...folders]) : null;
  return [
    measurement(name, 's', ours.seconds, peer?.seconds ?? null),
    measurement(`${name}, largest memory`, 'MiB', ours.mebibytes, peer?.mebibytes ?? null),
  ];
}

async function measure(program: string, parameters: readonly string[]): Promise<Figures> {
  const { stdout } = await run(program, [...parameters], { maxBuffer: 1 << 26 });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Figures;
}

async function medianOf(measureOnce: () => Promise<Figures>): Promise<Figures> {
  const figures: Figures[] = [];
  for (let round = 0; round < rounds; round++) {
    figures.push(await measureOnce());
  }
  const middle = (values: readonly number[]) =>
    values.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
  return {
    seconds: middle(figures.map(({ seconds }) => seconds)),
    mebibytes: middle(figures.map(({ mebibytes }) => mebibytes)),
  };
}

/** `ratio` is how many times the peer needs. */
function measurement(name: string, unit: string, value: number, peer: number | null): Measurement {
  return { name, value, unit, peer, ratio: peer === null ? null : peer / value };
}
