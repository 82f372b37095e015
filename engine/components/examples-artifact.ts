import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ReportedError } from '../base/reported-error.ts';
import type { InputArtifact, Properties } from '../pipeline/component.ts';

/** An artifact of splits that lacks what its properties promise. */
export class SplitError extends ReportedError<'no-splits' | 'no-such-split' | 'no-files'> {}

/** The splits of an artifact, from its `split_names` property, a JSON list. */
export function splitsOf(artifact: { readonly properties: Properties }): readonly string[] {
  const value = artifact.properties.split_names;
  if (typeof value !== 'string' || value === '') return [];
  const names: unknown = JSON.parse(value);
  return Array.isArray(names) ? names.map(String) : [];
}

/** The splits but those excluded. @throws SplitError "no-splits" when none is left */
export function remainingSplits(artifact: InputArtifact, excluded: readonly string[]): readonly string[] {
  const names = splitsOf(artifact).filter((name) => !excluded.includes(name));
  if (names.length > 0) return names;
  throw new SplitError('no-splits', `No split of the ${artifact.type} is left to work on`, {
    hint: 'Take a split out of exclude_splits.',
    location: { parameter: 'exclude_splits' },
  });
}

/** Split names as Python's `json.dumps` writes a list. */
export function splitNamesJson(names: readonly string[]): string {
  return `[${names.map((name) => JSON.stringify(name)).join(', ')}]`;
}

/** The files of a split, sorted; the folder's name is "Split-train", or "train" in artifacts of TFX before 0.29. */
export async function splitFiles(artifactPath: string, split: string): Promise<readonly string[]> {
  for (const folder of [join(artifactPath, `Split-${split}`), join(artifactPath, split)]) {
    const names = await readdir(folder).catch(() => null);
    if (names)
      return names
        .filter((name) => !name.startsWith('.'))
        .sort()
        .map((name) => join(folder, name));
  }
  const known = (await readdir(artifactPath).catch(() => [])).map((name) => name.replace(/^Split-/, ''));
  throw new SplitError('no-such-split', `The artifact in "${artifactPath}" has no split "${split}"`, {
    hint: known.length > 0 ? `Its splits are ${known.sort().join(', ')}` : 'The artifact is empty',
    location: { file: artifactPath },
  });
}

/** The file of a split's statistics in an ExampleStatistics artifact. */
export function statisticsFile(artifactPath: string, split: string): string {
  return join(artifactPath, `Split-${split}`, 'FeatureStats.pb');
}
