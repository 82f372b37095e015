import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { gpuEnvironment } from './gpu-environment.ts';

test('gpuEnvironment() puts the GPU build first, once, and leaves the rest of the path', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'millrace-gpu-'));
  await mkdir(path.join(folder, 'tensorflow'));
  const libraries = path.join(folder, 'tensorflow');
  const variables = gpuEnvironment(folder, { LD_LIBRARY_PATH: `/opt/lib:${libraries}` });
  assert.deepEqual(variables, {
    LD_LIBRARY_PATH: `${libraries}:/opt/lib`,
    XLA_FLAGS: `--xla_gpu_cuda_data_dir=${path.join(folder, 'nvidia', 'cuda_nvcc')}`,
  });
  assert.deepEqual(gpuEnvironment(folder, variables), variables);
  await rm(folder, { recursive: true });
});

test('gpuEnvironment() changes nothing where the GPU build is not installed', () => {
  assert.deepEqual(gpuEnvironment('/no/such/folder', {}), {});
});
