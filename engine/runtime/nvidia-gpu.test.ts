import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { nvidiaGpus, parseNvidiaSmi } from './nvidia-gpu.ts';

test('parseNvidiaSmi() reads one card a line', () => {
  assert.deepEqual(parseNvidiaSmi('NVIDIA GeForce RTX 4090, 550.54.14, 8.9, 24564\n'), [
    {
      name: 'NVIDIA GeForce RTX 4090',
      driver: '550.54.14',
      computeCapability: 8.9,
      memoryBytes: 24564 * 2 ** 20,
    },
  ]);
});

test('parseNvidiaSmi() finds no card in a message', () => {
  assert.deepEqual(parseNvidiaSmi('No devices were found\n'), []);
});

/** Puts a program in nvidia-smi's place that answers as the driver's does. */
async function withDriver(script: string, work: () => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'millrace-driver-'));
  await writeFile(path.join(folder, 'nvidia-smi'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const before = process.env.PATH;
  process.env.PATH = folder;
  try {
    await work();
  } finally {
    process.env.PATH = before;
    await rm(folder, { recursive: true });
  }
}

const windows = process.platform === 'win32' && 'the driver is a shell script here';

test('nvidiaGpus() asks the driver for names, versions and capabilities', { skip: windows }, async () => {
  const script = `case "$1" in *compute_cap*) echo "Tesla T4, 535.1, 7.5, 15360";; *) exit 2;; esac`;
  await withDriver(script, async () => {
    const [card, ...others] = await nvidiaGpus();
    assert.deepEqual([card?.name, card?.driver, card?.computeCapability], ['Tesla T4', '535.1', 7.5]);
    assert.deepEqual(others, []);
  });
});

test('nvidiaGpus() finds no card where the driver fails or is not there', { skip: windows }, async () => {
  await withDriver('echo "NVIDIA-SMI has failed"; exit 9', async () => {
    assert.deepEqual(await nvidiaGpus(), []);
  });
  await withDriver('', async () => {
    process.env.PATH = '/nowhere';
    assert.deepEqual(await nvidiaGpus(), []);
  });
});
