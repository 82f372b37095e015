import { execFile } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Measurement } from '../measurement.ts';
import { median } from '../notebook/own.ts';

const run = promisify(execFile);
const ROUNDS = 3;
/** Those of ExampleGen where nothing else is asked for. */
export const OUR_SPLITS = ['train', 'eval'] as const;

export type Work = 'import' | 'statistics';

export interface Figures {
  readonly seconds: number;
  readonly mebibytes: number;
}

/** The medians of three rounds of ExampleGen or StatisticsGen, each in a process of its own. */
export async function measure(what: Work, source: string, out: string): Promise<Figures> {
  const rounds: Figures[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await measureOnce(what, source, out));
  return {
    seconds: median(rounds.map(({ seconds }) => seconds)),
    mebibytes: median(rounds.map(({ mebibytes }) => mebibytes)),
  };
}

export async function measureOnce(what: Work, source: string, out: string): Promise<Figures> {
  await rm(out, { recursive: true, force: true });
  const script = join(import.meta.dirname, 'measure-component.ts');
  const splits = what === 'statistics' ? OUR_SPLITS : [];
  const { stdout } = await run(process.execPath, [script, what, source, out, ...splits]);
  return figuresIn(stdout);
}

/** The same by Beam and TFDV in the interpreter that `MILLRACE_PEER_PYTHON` names; null, with a word why, where it cannot. */
export async function measurePeer(what: Work, source: string, folder: string): Promise<Figures | null> {
  const python = process.env.MILLRACE_PEER_PYTHON;
  if (!python) {
    console.error(`No Python beside "${what}": MILLRACE_PEER_PYTHON names no interpreter with TFDV.`);
    return null;
  }
  const out = join(folder, `peer-${what}`);
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  const script = join(import.meta.dirname, 'measure_peer.py');
  try {
    return figuresIn((await run(python, [script, what, source, out], { maxBuffer: 1 << 26 })).stdout);
  } catch (error) {
    console.error(`No Python beside "${what}": ${python} failed.\n${String(error).slice(-2000)}`);
    return null;
  }
}

export interface Comparison {
  readonly peer?: number | null | undefined;
  readonly bound?: number | undefined;
}

export function figure(
  name: string,
  value: number,
  unit: string,
  { peer = null, bound }: Comparison = {},
): Measurement {
  const ratio = peer === null ? null : peer / value;
  return { name, value, unit, peer, ratio, ...(bound === undefined ? {} : { bound }) };
}

function figuresIn(stdout: string): Figures {
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}
