import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeImports } from './layers.ts';

const table = [
  ['engine/server/a.ts', "import { x } from '../pipeline/x.ts';", 0],
  ['engine/pipeline/a.ts', "import { x } from '../server/x.ts';", 1],
  ['engine/pipeline/a.ts', "import type { X } from '../server/x.ts';", 1],
  ['engine/base/a.ts', "import { app } from 'electron';", 1],
  ['engine/base/a.ts', "import { x } from '../../main/x.ts';", 1],
  ['main/a.ts', "import { x } from '../engine/contract/x.ts';", 0],
  ['main/a.ts', "import { x } from '../engine/base/x.ts';", 1],
  ['renderer/app/a.tsx', "import type { X } from '../../engine/contract/x.ts';", 0],
  ['renderer/app/a.tsx', "import { x } from '../../engine/contract/x.ts';", 1],
  ['renderer/app/a.tsx', "import fs from 'node:fs';", 1],
  ['engine/pipeline/a.test.ts', "import { x } from '../server/x.ts';", 0],
] as const;

for (const [path, text, findings] of table) {
  test(`judgeImports() finds ${findings} fault in ${path} with ${text}`, () => {
    assert.equal(judgeImports({ path, text }).length, findings);
  });
}
