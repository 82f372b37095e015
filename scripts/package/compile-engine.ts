import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { transform } from 'esbuild';
import { projectFiles } from '../checks/source-files.ts';
import { inProject } from '../lib/project.ts';

/**
 * Compiles the engine's sources to minified JavaScript, file by file: workers, threads and module hooks are found by
 * paths relative to the file that starts them, and stay findable when the tree keeps its shape.
 */
export async function compileEngine(target: string): Promise<void> {
  const files = (await projectFiles('engine')).filter(isShipped);
  await Promise.all(files.map((file) => compileFile(file, path.join(target, file.replace(/\.ts$/, '.js')))));
  await writeFile(path.join(target, 'engine', 'package.json'), '{ "type": "module" }\n');
}

/** Tests, what only tests use, and types stay at home. */
export function isShipped(file: string): boolean {
  return /\.(ts|js)$/.test(file) && !/(\.test\.ts|\.d\.ts)$|\/(testing|fixtures)\//.test(file);
}

async function compileFile(file: string, target: string): Promise<void> {
  const source = await readFile(inProject(file), 'utf8');
  const { code } = await transform(renameImports(file, source), {
    loader: file.endsWith('.ts') ? 'ts' : 'js',
    format: 'esm',
    target: 'node24',
    minify: true,
    // Errors are told apart by the names of their classes.
    keepNames: true,
    legalComments: 'none',
  });
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, code);
}

/** Points every relative path that names a source file of ours to its compiled form. */
export function renameImports(file: string, source: string): string {
  return source.replaceAll(/'(\.\.?\/[^'\n]+)\.ts'/g, (literal, place: string) =>
    existsSync(inProject(path.dirname(file), `${place}.ts`)) ? `'${place}.js'` : literal,
  );
}
