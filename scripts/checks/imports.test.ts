import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findImports } from './imports.ts';

test('findImports() reads every form of import and export', () => {
  const text = [
    "import fs from 'node:fs';",
    "import type { A } from './a.ts';",
    "import {\n  b,\n  c,\n} from '../b.ts';",
    "export { d } from './d.ts';",
    "export type { E } from './e.ts';",
    "import './styles.css';",
    "const f = await import('./f.ts');",
    "export const from = 'nothing';",
  ].join('\n');
  assert.deepEqual(findImports('engine/x/file.ts', text), [
    { target: 'node:fs', local: false, typeOnly: false },
    { target: 'engine/x/a.ts', local: true, typeOnly: true },
    { target: 'engine/b.ts', local: true, typeOnly: false },
    { target: 'engine/x/d.ts', local: true, typeOnly: false },
    { target: 'engine/x/e.ts', local: true, typeOnly: true },
    { target: 'engine/x/styles.css', local: true, typeOnly: false },
    { target: 'engine/x/f.ts', local: true, typeOnly: false },
  ]);
});
