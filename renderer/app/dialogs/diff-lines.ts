export interface DiffLine {
  readonly change: 'same' | 'removed' | 'added';
  readonly text: string;
}

/**
 * Two texts as one list of lines: those of a longest common subsequence once, the others marked. Takes time and memory
 * in the product of the differing lines, which suits files of some hundred lines such as notebooks.
 */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const old = before.split('\n');
  const now = after.split('\n');
  const lengths = commonLengths(old, now);
  const result: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      result.push({ change: 'same', text: old[i] ?? '' });
      i += 1;
      j += 1;
    } else if (j >= now.length || (i < old.length && at(lengths, i + 1, j) >= at(lengths, i, j + 1))) {
      result.push({ change: 'removed', text: old[i] ?? '' });
      i += 1;
    } else {
      result.push({ change: 'added', text: now[j] ?? '' });
      j += 1;
    }
  }
  return result;
}

/** By row i and column j, how many lines a common subsequence of `old` from i and `now` from j has. */
function commonLengths(old: readonly string[], now: readonly string[]): readonly Uint32Array[] {
  const rows = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      const row = rows[i];
      if (row) {
        row[j] =
          old[i] === now[j] ? at(rows, i + 1, j + 1) + 1 : Math.max(at(rows, i + 1, j), at(rows, i, j + 1));
      }
    }
  }
  return rows;
}

function at(rows: readonly Uint32Array[], i: number, j: number): number {
  return rows[i]?.[j] ?? 0;
}
