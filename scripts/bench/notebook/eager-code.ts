import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import * as z from 'zod';
import { inProject } from '../../lib/project.ts';
import type { Measurement } from '../measurement.ts';
import { own } from './own.ts';

const manifestSchema = z.record(
  z.string(),
  z.object({
    file: z.string(),
    isEntry: z.boolean().optional(),
    imports: z.array(z.string()).optional(),
    css: z.array(z.string()).optional(),
  }),
);

/** Code and styles that every start of the window loads, compressed as a server would send them. */
export async function eagerCode(): Promise<Measurement> {
  const folder = inProject('dist', 'renderer');
  const text = await readFile(inProject('dist', 'renderer', '.vite', 'manifest.json'), 'utf8');
  const manifest = manifestSchema.parse(JSON.parse(text));
  const files = new Set<string>();
  const visit = (name: string): void => {
    const chunk = manifest[name];
    if (!chunk || files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const style of chunk.css ?? []) files.add(style);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  for (const [name, chunk] of Object.entries(manifest)) if (chunk.isEntry) visit(name);
  const sizes = await Promise.all(
    [...files].map(async (file) => gzipSync(await readFile(`${folder}/${file}`), { level: 9 }).length),
  );
  const kilobytes = sizes.reduce((sum, size) => sum + size, 0) / 1000;
  return own('notebook: eagerly loaded code, gzip', kilobytes, 'KB', 300);
}
