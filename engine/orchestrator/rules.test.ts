import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const engine = fileURLToPath(new URL('..', import.meta.url));

async function testNames(): Promise<string> {
  const files = (await readdir(engine, { recursive: true })).filter((path) => path.endsWith('.test.ts'));
  const texts = await Promise.all(files.map((path) => readFile(join(engine, path), 'utf8')));
  return texts.flatMap((text) => text.match(/^test\((['"`]).*?\1/gm) ?? []).join('\n');
}

test('every rule of SPEC.md has a test that names it, and every rule a test names is there', async () => {
  const rules = (await readFile(join(engine, 'SPEC.md'), 'utf8')).matchAll(/^- \*\*([SKRCX]\d+)\*\*/gm);
  const ids = [...rules].map(([, id]) => id);
  const names = await testNames();
  assert.ok(ids.length >= 25);
  assert.deepEqual(
    ids.filter((id) => !new RegExp(`\\b${id}\\b`).test(names)),
    [],
  );
  const named = new Set([...names.matchAll(/\b[SKRCX][1-9]\b/g)].map(([id]) => id));
  assert.deepEqual(
    [...named].filter((id) => !ids.includes(id)),
    [],
  );
});
