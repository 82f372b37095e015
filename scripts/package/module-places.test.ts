import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepPlaces, startedFiles } from './module-places.ts';

const file = 'engine/cli/doctor/check.ts';
const place = "new URL('../../engine/cli/doctor/check.js', import.meta.url)";

test('startedFiles() finds what is started by a path, in each way of saying so', () => {
  const source = [
    "const probe = new URL('./probe.ts', import.meta.url);",
    "const main = import.meta.resolve('../../orchestrator/worker-main.ts');",
    "import { x } from './not-started.ts';",
    "const users = './their-model.ts';",
  ].join('\n');
  assert.deepEqual(startedFiles(file, source), [
    'engine/cli/doctor/probe.ts',
    'engine/orchestrator/worker-main.ts',
  ]);
});

const table = [
  ["new URL('./probe.ts', import.meta.url)", `new URL('./probe.js', ${place})`],
  ["import.meta.resolve('./probe.ts')", `new URL('./probe.js', ${place}).href`],
  ['createRequire(import.meta.url)', `createRequire(${place})`],
  ["const users = './their-model.ts';", "const users = './their-model.ts';"],
] as const;

for (const [source, kept] of table) {
  test(`keepPlaces() of ${source}`, () => assert.equal(keepPlaces(file, source), kept));
}

test('keepPlaces() finds the folder of the source from the folder of the bundle', () => {
  assert.match(
    keepPlaces(file, 'import.meta.dirname'),
    /new URL\('\.', new URL\('\.\.\/\.\.\/engine\/cli\/doctor\/check\.js'/,
  );
});

test('keepPlaces() refuses a use of the place that it does not know', () => {
  assert.throws(
    () => keepPlaces(file, 'read(import.meta.filename)'),
    /check\.ts uses import\.meta\.filename/,
  );
  assert.throws(() => keepPlaces(file, "new URL('./fixtures', import.meta.url)"), /import\.meta\.url/);
});
