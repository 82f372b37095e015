import { chmod, copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runCommand } from '../../lib/command.ts';
import type { DebRequest } from './fpm-request.ts';

/** Makes a deb with Debian's own `dpkg-deb`. @throws Error with what a tool of Debian's complained of */
export async function makeDeb(request: DebRequest): Promise<void> {
  // Beside the package, so that files can be linked and need not be copied.
  const root = await mkdtemp(path.join(path.dirname(request.output), '.deb-'));
  try {
    await chmod(root, 0o755);
    for (const { from, to } of request.contents) await lay(from, path.join(root, to));
    await writeControl(root, request);
    await run('dpkg-deb', [
      '--root-owner-group',
      `-Z${request.compression}`,
      '--build',
      root,
      request.output,
    ]);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** A name that ends in a slash means what is in the folder. */
async function lay(from: string, to: string): Promise<void> {
  await mkdir(from.endsWith('/') ? to : path.dirname(to), { recursive: true });
  await run('cp', from.endsWith('/') ? ['-al', `${from}.`, to] : ['-L', from, to]);
}

async function writeControl(root: string, request: DebRequest): Promise<void> {
  const folder = path.join(root, 'DEBIAN');
  const { output } = await run('du', ['-sk', '--apparent-size', root]);
  await mkdir(folder);
  for (const [name, script] of Object.entries(request.scripts)) {
    if (script === undefined) continue;
    await copyFile(script, path.join(folder, name));
    await chmod(path.join(folder, name), 0o755);
  }
  await writeFile(path.join(folder, 'control'), controlFile(request, Number.parseInt(output, 10)));
  const sums =
    'cd "$1"; find . -path ./DEBIAN -prune -o -type f -printf "%P\\0" | xargs -0 md5sum > DEBIAN/md5sums';
  await run('sh', ['-c', sums, 'sh', root]);
}

/** Writes a control file (deb-control(5)); `kilobytes` is the size once installed. */
export function controlFile(request: DebRequest, kilobytes: number): string {
  const fields = {
    Package: request.name,
    Version: request.version,
    Architecture: request.architecture,
    Maintainer: request.maintainer,
    'Installed-Size': String(kilobytes),
    Depends: request.depends.join(', '),
    Recommends: request.recommends.join(', '),
    Section: request.section,
    Priority: request.priority,
    Homepage: request.homepage ?? '',
    Description: request.description.trimEnd().replaceAll(/\n\s*/g, '\n '),
  };
  const lines = Object.entries(fields).filter(([, value]) => value !== '');
  return `${lines.map(([name, value]) => `${name}: ${value}`).join('\n')}\n`;
}

async function run(command: string, args: readonly string[]) {
  const result = await runCommand(command, args);
  if (result.status !== 0) throw new Error(`${command} failed: ${result.errors.trim()}`);
  return result;
}
