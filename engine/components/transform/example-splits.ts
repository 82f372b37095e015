import type { InputArtifact } from '../../pipeline/component.ts';
import { splitFiles, splitsOf } from '../examples-artifact.ts';
import { TransformError } from './transform-error.ts';

/** A split of an Examples artifact and its record files, sorted by name. */
export interface ExampleSplit {
  readonly name: string;
  readonly files: readonly string[];
}

/** The splits that an Examples artifact names, with the files of each. @throws SplitError */
export async function exampleSplits(artifact: InputArtifact): Promise<ExampleSplit[]> {
  return Promise.all(
    splitsOf(artifact).map(async (name) => ({ name, files: await splitFiles(artifact.path, name) })),
  );
}

/** The split of a name. @throws TransformError "no-such-split" or "no-examples" */
export function findSplit(splits: readonly ExampleSplit[], name: string): ExampleSplit {
  const split = splits.find((candidate) => candidate.name === name);
  if (split === undefined) {
    throw new TransformError('no-such-split', `The examples have no split "${name}"`, {
      hint: `They have ${splits.map((candidate) => candidate.name).join(', ')}`,
    });
  }
  if (split.files.length === 0) {
    throw new TransformError('no-examples', `Split "${name}" has no record files`);
  }
  return split;
}
