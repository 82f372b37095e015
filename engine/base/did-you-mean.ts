/** The hint for a name that is not among the known ones: the nearest of them, or the list when none is near. */
export function didYouMean(name: string, known: readonly string[]): string {
  const nearest = known
    .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((left, right) => left.distance - right.distance)[0];
  if (nearest && nearest.distance <= Math.max(2, Math.floor(name.length / 3))) {
    return `Did you mean "${nearest.candidate}"?`;
  }
  return known.length === 0 ? 'There are none to choose from' : `Choose one of: ${known.join(', ')}`;
}

/** Levenshtein's distance, one row of the table at a time. */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [leftIndex, letter] of [...left].entries()) {
    const next = [leftIndex + 1];
    for (let index = 1; index <= right.length; index++) {
      const above = row[index] ?? 0;
      const diagonal = row[index - 1] ?? 0;
      const before = next[index - 1] ?? 0;
      next.push(Math.min(above + 1, before + 1, diagonal + (right[index - 1] === letter ? 0 : 1)));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
