import assert from 'node:assert/strict';
import { appendFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { openSession } from '../../cli/open-session.ts';
import { smallSample } from '../../cli/testing/small-sample.ts';
import { exportHandlers } from './export.ts';

test('export.write writes what was seen, and nothing that differs only since then', async () => {
  const session = await openSession({ path: await smallSample(), trusted: true, access: 'observe' });
  try {
    const handlers = exportHandlers({ session });
    const { folder, files } = await handlers['export.preview']({ kind: 'tfx' }, undefined);
    assert.deepEqual(new Set(files.map(({ state }) => state)), new Set(['new']));
    const write = (decisions: Record<string, 'replace' | 'keep'>) =>
      handlers['export.write']({ kind: 'tfx', decisions }, undefined);
    assert.equal((await write({})).written.length, files.length);
    const pipeline = path.join(folder, 'pipeline.py');
    await appendFile(pipeline, '# mine\n');
    await assert.rejects(write({}), { code: 'file-exists' });
    assert.deepEqual((await write({ 'pipeline.py': 'keep' })).written, []);
    assert.deepEqual((await write({ 'pipeline.py': 'replace' })).written, ['pipeline.py']);
    assert.doesNotMatch(await readFile(pipeline, 'utf8'), /# mine/);
  } finally {
    await session.close();
  }
});

test('D26 export.write writes nothing for a notebook that is not trusted', async () => {
  const session = await openSession({ path: await smallSample(), trusted: false, access: 'observe' });
  try {
    const write = exportHandlers({ session })['export.write']({ kind: 'tfx', decisions: {} }, undefined);
    await assert.rejects(write, { code: 'not-trusted' });
  } finally {
    await session.close();
  }
});
