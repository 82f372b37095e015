import type { Reason } from '../contract/notebook.ts';
import type { SourceFile } from '../metadata/source-set-table.ts';

const plain: Reason = { message: 'The source files changed' };

/** Which files differ between two sets, the first of each kind by name; told plainly where a set is not known. */
export function sourceReason(
  before: readonly SourceFile[] | undefined,
  now: readonly SourceFile[] | undefined,
): Reason {
  if (!before || !now) {
    return plain;
  }
  const [old, current] = [digestsByPath(before), digestsByPath(now)];
  const changed = [...current].filter(([path, digest]) => old.has(path) && old.get(path) !== digest);
  const parts = [
    part(
      changed.map(([path]) => path),
      'changed',
    ),
    part(
      [...current.keys()].filter((path) => !old.has(path)),
      'new',
    ),
    part(
      [...old.keys()].filter((path) => !current.has(path)),
      'gone',
    ),
  ].filter((text) => text !== '');
  return parts.length === 0 ? plain : { message: `${plain.message}: ${parts.join('; ')}` };
}

function digestsByPath(files: readonly SourceFile[]): ReadonlyMap<string, string> {
  return new Map(files.map(([path, , digest]) => [path, digest]));
}

function part(paths: readonly string[], word: string): string {
  const [first, ...others] = paths;
  if (first === undefined) {
    return '';
  }
  return others.length === 0 ? `\`${first}\` ${word}` : `\`${first}\` and ${others.length} more ${word}`;
}
