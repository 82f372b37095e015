import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { GpuRuntime } from './gpu-runtime.ts';
import type { Suitability } from './gpu-suitability.ts';
import { zip } from './testing/zip.ts';

const wheels = new Map([
  ['/tensorflow-1-py3-none-any.whl', zip({ 'tensorflow/libtensorflow_cc.so.2': 'gpu build' })],
  ['/nvidia_cublas-1-py3-none-any.whl', zip({ 'nvidia/cublas/lib/libcublas.so.12': 'blas' })],
]);

let folder = '';
const requested: string[] = [];
/** Addresses whose answer does not come, and what is called when one is asked for. */
const held = new Map<string, () => void>();
const server = createServer((request, response) => {
  requested.push(request.url ?? '');
  const onHeld = held.get(request.url ?? '');
  if (onHeld) return onHeld();
  response.end(wheels.get(request.url ?? ''));
});

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'millrace-gpu-runtime-'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
after(async () => {
  server.close();
  server.closeAllConnections();
  await rm(folder, { recursive: true });
});

const card = async (): Promise<Suitability> => ({ suitable: true, card: 'RTX 4090' });

async function runtime(
  name: string,
  change: (sha256: string) => string = (sha256) => sha256,
): Promise<GpuRuntime> {
  const { port } = server.address() as AddressInfo;
  const files = [...wheels].map(([place, content]) => ({
    name: place.slice(1),
    file: place.slice(1),
    sha256: change(createHash('sha256').update(content).digest('hex')),
    url: `http://127.0.0.1:${port}${place}`,
  }));
  const manifestFile = path.join(folder, `${name}.json`);
  await writeFile(manifestFile, JSON.stringify({ version: '1', wheels: files }));
  return new GpuRuntime({ manifestFile, folder: path.join(folder, name, 'runtime'), judge: card });
}

test('GpuRuntime fetches, unpacks, reports and removes the GPU build', async () => {
  const gpu = await runtime('whole');
  assert.deepEqual(await gpu.state(), { state: 'absent', card: 'RTX 4090' });
  const done = gpu.install();
  assert.equal((await gpu.state()).state, 'fetching');
  await done;
  assert.deepEqual(await gpu.state(), { state: 'installed' });
  const library = path.join(folder, 'whole', 'runtime', 'tensorflow', 'libtensorflow_cc.so.2');
  assert.equal(await readFile(library, 'utf8'), 'gpu build');
  assert.deepEqual(await readdir(path.join(folder, 'whole')), ['runtime']);
  await gpu.remove();
  assert.equal((await gpu.state()).state, 'absent');
});

test('D30 GpuRuntime installs nothing whose checksum is not the pinned one, and says so', async () => {
  const gpu = await runtime('wrong', (sha256) =>
    sha256.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
  );
  await assert.rejects(gpu.install(), { code: 'checksum-mismatch' });
  const state = await gpu.state();
  assert.ok(state.state === 'failed' && /SHA-256/.test(state.reason));
});

test('GpuRuntime fetches nothing for a machine that could not use it', async () => {
  const judge = async (): Promise<Suitability> => ({ suitable: false, reason: 'no NVIDIA card answers' });
  const gpu = new GpuRuntime({ manifestFile: '/none', folder: path.join(folder, 'none'), judge });
  requested.length = 0;
  await assert.rejects(gpu.install(), { code: 'gpu-unsuitable' });
  assert.deepEqual(requested, []);
  assert.deepEqual(await gpu.state(), {
    state: 'failed',
    reason: 'Cannot use the GPU: no NVIDIA card answers',
  });
});

test('GpuRuntime that was cancelled keeps what has arrived and goes on from there', async () => {
  const gpu = await runtime('cancelled');
  const second = '/nvidia_cublas-1-py3-none-any.whl';
  held.set(second, () => gpu.cancel());
  await assert.rejects(gpu.install(), { name: 'AbortError' });
  held.clear();
  assert.equal((await gpu.state()).state, 'absent');
  requested.length = 0;
  await gpu.install();
  assert.deepEqual(requested, [second]);
  assert.equal((await gpu.state()).state, 'installed');
});
