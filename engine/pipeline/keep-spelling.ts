/**
 * The text `after` with every line that the edit did not touch spelled as the user spelled it. A YAML writer changes
 * spacing everywhere; a version control system should show only what was edited.
 *
 * @param original the text as it was written
 * @param before `original` as the writer writes it, unedited
 * @param after the edited document as the writer writes it
 */
export function keepSpelling(original: string, before: string, after: string): string {
  const [originalLines, beforeLines, afterLines] = [original, before, after].map((text) =>
    text.split('\n'),
  ) as [string[], string[], string[]];
  if (originalLines.length !== beforeLines.length) {
    return after;
  }
  const kept = commonLines(beforeLines, afterLines);
  return afterLines.map((line, index) => originalLines[kept.get(index) ?? -1] ?? line).join('\n');
}

/** For lines of `right` that a longest common subsequence shares with `left`: their place in `left`. */
function commonLines(left: readonly string[], right: readonly string[]): ReadonlyMap<number, number> {
  const lengths = subsequenceLengths(left, right);
  const common = new Map<number, number>();
  let [l, r] = [0, 0];
  while (l < left.length && r < right.length) {
    if (left[l] === right[r]) {
      common.set(r, l);
      l += 1;
      r += 1;
    } else if ((lengths[l + 1]?.[r] ?? 0) >= (lengths[l]?.[r + 1] ?? 0)) {
      l += 1;
    } else {
      r += 1;
    }
  }
  return common;
}

/** `table[l][r]`: the length of the longest common subsequence of what follows line l of left and line r of right. */
function subsequenceLengths(left: readonly string[], right: readonly string[]): readonly Uint32Array[] {
  const table = Array.from({ length: left.length + 1 }, () => new Uint32Array(right.length + 1));
  for (let l = left.length - 1; l >= 0; l--) {
    const [row, below] = [table[l] as Uint32Array, table[l + 1] as Uint32Array];
    for (let r = right.length - 1; r >= 0; r--) {
      const skipped = Math.max(below[r] ?? 0, row[r + 1] ?? 0);
      row[r] = left[l] === right[r] ? (below[r + 1] ?? 0) + 1 : skipped;
    }
  }
  return table;
}
