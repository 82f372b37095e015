import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { hasCommand, runCommand } from '../../lib/command.ts';
import { readFpmRequest } from './fpm-request.ts';
import { controlFile, makeDeb } from './make-deb.ts';

const common = [
  ...['-s', 'dir', '--force', '-t', 'deb', '-d', 'libgtk-3-0', '-d', 'libnss3'],
  ...['--deb-compression', 'gzip', '--architecture', 'amd64', '--description', 'Short\n Long text'],
  ...[
    '--version',
    '1.2.3',
    '--name',
    'millrace',
    '--maintainer',
    'the authors',
    '--deb-priority',
    'optional',
  ],
];

test('controlFile() says what the command line of fpm said', () => {
  assert.equal(
    controlFile(readFpmRequest([...common, '--package', '/o/x.deb', '/a/=/opt/A']), 12),
    'Package: millrace\nVersion: 1.2.3\nArchitecture: amd64\nMaintainer: the authors\nInstalled-Size: 12\n' +
      'Depends: libgtk-3-0, libnss3\nSection: default\nPriority: optional\nDescription: Short\n Long text\n',
  );
});

test('readFpmRequest() refuses another kind of package and what it does not know', () => {
  assert.throws(() => readFpmRequest(['-t', 'rpm']), /"rpm" cannot be made here/);
  assert.throws(() => readFpmRequest([...common, '--package', 'x', '--rpm-summary', 'y']), /rpm-summary/);
  assert.throws(() => readFpmRequest([...common, '--package', 'x', 'folder']), /does not say where it goes/);
});

test('makeDeb() makes a package that Debian unpacks', async (context) => {
  if (!(await hasCommand('dpkg-deb'))) return context.skip('there is no dpkg-deb here');
  const folder = await mkdtemp(path.join(tmpdir(), 'millrace-deb-'));
  const app = path.join(folder, 'app ä');
  await mkdir(app);
  await writeFile(path.join(app, 'millrace'), 'program', { mode: 0o755 });
  const script = path.join(folder, 'after');
  await writeFile(script, '#!/bin/sh\n');
  const deb = path.join(folder, 'm.deb');
  await makeDeb(
    readFpmRequest([...common, '--package', deb, '--after-install', script, `${app}/=/opt/Mill race`]),
  );
  const root = path.join(folder, 'root');
  assert.deepEqual(await runCommand('dpkg-deb', ['-R', deb, root]), { status: 0, output: '', errors: '' });
  assert.equal(await readFile(path.join(root, 'opt', 'Mill race', 'millrace'), 'utf8'), 'program');
  assert.match(
    await readFile(path.join(root, 'DEBIAN', 'md5sums'), 'utf8'),
    / {2}opt\/Mill race\/millrace\n$/,
  );
  const { output } = await runCommand('dpkg-deb', ['-c', deb]);
  assert.match(output, /-rwxr-xr-x root\/root .*\.\/opt\/Mill race\/millrace/);
  await rm(folder, { recursive: true });
});
