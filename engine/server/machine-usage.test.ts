import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { MachineUsage } from './machine-usage.ts';

test('MachineUsage tells the free space of the disk that a folder will lie on before the folder is there', async () => {
  const { diskFreeBytes } = await new MachineUsage().sample(path.join(tmpdir(), 'not', 'made', 'yet'));
  assert.ok(diskFreeBytes > 0);
});
