import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import * as z from 'zod';
import { inProject } from '../lib/project.ts';
import { sourceFiles } from './source-files.ts';

/** What Electron's security page warns of, and the one file where it is allowed. */
const dangerous: readonly { readonly what: RegExp; readonly only?: string }[] = [
  { what: /new BrowserWindow\(/, only: 'main/window/main-window.ts' },
  { what: /shell\.openExternal\(/, only: 'main/policy/open-external.ts' },
  { what: /nodeIntegration\w*:\s*true|webSecurity:\s*false|contextIsolation:\s*false|sandbox:\s*false/ },
  {
    what: /allowRunningInsecureContent:\s*true|experimentalFeatures:\s*true|enableBlinkFeatures|webviewTag:\s*true/,
  },
  { what: /\beval\(|new Function\(|\.executeJavaScript\(|\.insertCSS\(/ },
  { what: /\.(inner|outer)HTML\s*=|insertAdjacentHTML\(|dangerouslySetInnerHTML|document\.write\(/ },
  { what: /certificate-error|setCertificateVerifyProc|registerFileProtocol|@electron\/remote/ },
];

test('D12 main and the window hold nothing that Electron warns of, but in the files made for it', async () => {
  const files = (await sourceFiles('main', 'renderer')).filter((file) => !file.path.includes('.test.'));
  assert.ok(files.length > 200);
  const found = files.flatMap(({ path, text }) =>
    dangerous
      .filter(({ what, only }) => path !== only && what.test(text))
      .map(({ what }) => `${path}: ${what}`),
  );
  assert.deepEqual(found, []);
});

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ integrity: z.string().optional(), link: z.boolean().optional() }),
  ),
});

test('D11 no install script of a dependency runs, and every package is checked against its digest', async () => {
  assert.match(await readFile(inProject('.npmrc'), 'utf8'), /^ignore-scripts=true$/m);
  const { packages } = lockSchema.parse(JSON.parse(await readFile(inProject('package-lock.json'), 'utf8')));
  const unchecked = Object.entries(packages).filter(
    ([name, { integrity, link }]) => name !== '' && link !== true && !integrity?.startsWith('sha512-'),
  );
  assert.deepEqual(
    unchecked.map(([name]) => name),
    [],
  );
});

test('each of the rules D1 to D21 has a test that carries its id', async () => {
  const files = await sourceFiles('engine', 'main', 'scripts', 'playwright');
  const names = files
    .filter(({ path }) => /\.(test|spec)\.ts$/.test(path))
    .flatMap(({ text }) => [...text.matchAll(/\btest\(\s*['"`]([^'"`]*)/g)].map(([, name = '']) => name));
  const rules = Array.from({ length: 21 }, (_, index) => `D${index + 1}`);
  const untested = rules.filter((rule) => !names.some((name) => name.split(/[ ,:]/).includes(rule)));
  assert.deepEqual(untested, []);
});
