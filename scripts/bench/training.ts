import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Measurement } from './measurement.ts';

const run = promisify(execFile);
const STEPS = 12;
/** Eager steps take several times as long. */
const EAGER_STEPS = 4;

interface Figures {
  readonly startSeconds: number;
  readonly firstSeconds: number;
  readonly stepSeconds: readonly number[];
  readonly forwardSeconds: readonly number[];
}

/**
 * Trains the UNet (6.5 million parameters) on batches of 32 images of 128 x 128: all of it, with a frozen encoder, and
 * by tfjs's own eager execution. The peer is tf_keras `fit` and `predict` on the same model and sizes. Then the reader:
 * how long steps wait for it.
 */
export async function bench(): Promise<readonly Measurement[]> {
  const measurements: Measurement[] = [];
  for (const mode of ['all', 'frozen'] as const) {
    const ours = await measure(process.execPath, ['measure-steps.ts', mode, String(STEPS)]);
    const peer = await measurePeer(mode);
    measurements.push(...compare(mode === 'all' ? 'all weights' : 'frozen encoder', ours, peer));
  }
  const eager = await measure(process.execPath, ['measure-steps.ts', 'eager', String(EAGER_STEPS)]);
  measurements.push(measurement('training step, all weights, tfjs eager', median(eager.stepSeconds), null));
  const { waitFraction } = await measure<{ readonly waitFraction: number }>(process.execPath, [
    'measure-reader.ts',
  ]);
  measurements.push({
    name: 'waiting for input in the first epoch, frozen encoder',
    value: waitFraction * 100,
    unit: '%',
    peer: null,
    ratio: null,
    bound: 3,
  });
  return measurements;
}

function compare(what: string, ours: Figures, peer: Figures | null): Measurement[] {
  return [
    measurement(`training step, ${what}`, median(ours.stepSeconds), peer && median(peer.stepSeconds)),
    measurement(`first step with tracing, ${what}`, ours.firstSeconds, peer?.firstSeconds ?? null),
    measurement(
      `process start until TensorFlow is ready, ${what}`,
      ours.startSeconds,
      peer?.startSeconds ?? null,
    ),
    measurement(`forward pass, ${what}`, median(ours.forwardSeconds), peer && median(peer.forwardSeconds)),
  ];
}

async function measurePeer(mode: string): Promise<Figures | null> {
  const python = process.env.MILLRACE_PEER_PYTHON;
  if (!python) {
    console.error('No peer to compare with: MILLRACE_PEER_PYTHON names no interpreter');
    return null;
  }
  return measure(python, ['measure_keras.py', mode, String(STEPS)]);
}

async function measure<Result = Figures>(
  program: string,
  [script = '', ...rest]: readonly string[],
): Promise<Result> {
  const file = path.join(import.meta.dirname, 'training', script);
  const { stdout } = await run(program, [file, ...rest], { maxBuffer: 1 << 26 });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Result;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** `ratio` is how many times the peer needs. */
function measurement(name: string, value: number, peer: number | null): Measurement {
  return { name, value, unit: 's', peer, ratio: peer === null ? null : peer / value };
}
