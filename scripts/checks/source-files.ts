import { readFile } from 'node:fs/promises';
import { runCommand } from '../lib/command.ts';
import { inProject, projectRoot } from '../lib/project.ts';

/** One source file with its path from the root, forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Returns the paths of the files that git tracks or would track, below the given folders. */
export async function projectFiles(...folders: readonly string[]): Promise<readonly string[]> {
  const parameters = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate', '--'];
  const { output } = await runCommand('git', [...parameters, ...folders], { folder: projectRoot });
  return output.split('\0').filter((name) => name !== '');
}

/** Reads the TypeScript sources below the given folders; generated code and fixtures are not ours to judge. */
export async function sourceFiles(...folders: readonly string[]): Promise<readonly SourceFile[]> {
  const paths = (await projectFiles(...folders)).filter(
    (name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts') && !/\/(gen|fixtures)\//.test(name),
  );
  const files = await Promise.all(paths.map(readSource));
  return files.filter((file) => file !== null);
}

/** A file that is deleted in the working tree and still in the index is no source. */
async function readSource(path: string): Promise<SourceFile | null> {
  const text = await readFile(inProject(path), 'utf8').catch(() => null);
  return text === null ? null : { path, text };
}
