import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { projectFiles } from '../checks/source-files.ts';
import { inProject } from '../lib/project.ts';

/** Runs a build unless its output is there and was made from the same sources. */
export async function ifChanged(
  name: string,
  sources: readonly string[],
  build: () => Promise<void>,
): Promise<void> {
  const record = inProject('dist', `${name}.digest`);
  const digest = await sourceDigest(sources);
  const built = await readFile(record, 'utf8').catch(() => '');
  if (built === digest && existsSync(inProject('dist', name))) return;
  await build();
  await mkdir(path.dirname(record), { recursive: true });
  await writeFile(record, digest);
}

async function sourceDigest(sources: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of [...(await projectFiles(...sources))].sort()) {
    const content = await readFile(inProject(file)).catch(() => null);
    if (content !== null) hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}
