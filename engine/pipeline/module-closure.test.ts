import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readModuleClosure } from './module-closure.ts';

test('K7 readModuleClosure() follows imports, re-exports and dynamic imports below the folder, each once', async (t) => {
  const base = await mkdtemp(join(tmpdir(), 'millrace-'));
  t.after(() => rm(base, { recursive: true }));
  const folder = join(base, 'notebook');
  await mkdir(join(folder, 'lib'), { recursive: true });
  const files = {
    'model.ts':
      "import { a } from './lib/a.ts';\nimport type { T } from './lib/types.ts';\nimport * as tf from '@tensorflow/tfjs';\nimport '../outside.ts';\nexport const model: number = a;\n",
    'lib/a.ts': "export * from './b.ts';\nexport const a = 1;\nexport const late = () => import('./c.ts');\n",
    'lib/b.ts':
      "import '../model.ts';\nimport data from './data.json' with { type: 'json' };\nexport const b = data;\n",
    'lib/c.ts': 'export {};\n',
    'lib/data.json': '{}',
    'lib/unused.ts': '',
  };
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
  const closure = await readModuleClosure([join(folder, 'model.ts')], folder);
  assert.deepEqual([...closure.keys()], ['lib/a.ts', 'lib/b.ts', 'lib/c.ts', 'lib/data.json', 'model.ts']);
  await writeFile(join(folder, 'lib', 'c.ts'), "import './gone.ts';\n");
  await assert.rejects(readModuleClosure(['model.ts'], folder), {
    code: 'missing-module',
    message: 'Cannot read the module "lib/gone.ts"',
  });
});
