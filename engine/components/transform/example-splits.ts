import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { InputArtifact } from '../../pipeline/component.ts';
import { TransformError } from './transform-error.ts';

/** A split of an Examples artifact and its record files, sorted by name. */
export interface ExampleSplit {
  readonly name: string;
  readonly files: readonly string[];
}

/** The splits that an Examples artifact names, with the files of each. @throws TransformError "no-examples" */
export async function exampleSplits(artifact: InputArtifact): Promise<ExampleSplit[]> {
  const names = splitNames(artifact);
  return Promise.all(names.map(async (name) => ({ name, files: await recordFiles(artifact.path, name) })));
}

/** The split of a name. @throws TransformError "no-such-split" */
export function findSplit(splits: readonly ExampleSplit[], name: string): ExampleSplit {
  const split = splits.find((candidate) => candidate.name === name);
  if (split === undefined) {
    throw new TransformError('no-such-split', `The examples have no split "${name}"`, {
      hint: `They have ${splits.map((candidate) => candidate.name).join(', ')}`,
    });
  }
  return split;
}

/** TFX stores the names as a JSON list in a string property. */
function splitNames({ properties }: InputArtifact): string[] {
  const names = properties.split_names;
  return typeof names === 'string' && names !== '' ? JSON.parse(names) : [];
}

async function recordFiles(directory: string, split: string): Promise<string[]> {
  const folder = path.join(directory, `Split-${split}`);
  const names = await readdir(folder).catch(() => []);
  if (names.length === 0) {
    throw new TransformError('no-examples', `Split "${split}" has no record files in "${folder}"`);
  }
  return names
    .filter((name) => !name.startsWith('.'))
    .sort()
    .map((name) => path.join(folder, name));
}
