/**
 * How well a query fits a text: null where its letters do not occur in order, otherwise higher is better. Letters
 * at the start of a word and letters in a row count most, so that "rs" finds "Run stale" before "Cursor".
 */
export function fuzzyScore(query: string, text: string): number | null {
  const wanted = query.toLowerCase().replaceAll(' ', '');
  const given = text.toLowerCase();
  const scores = [0, 1].flatMap((mode) => walk(wanted, given, mode === 0) ?? []);
  const opening = given.startsWith(wanted) ? 4 : 0;
  return scores.length === 0 ? null : Math.max(...scores) + opening - given.length / 1000;
}

/** Takes letters greedily; with `prefersStarts`, a later word start wins over an earlier letter inside a word. */
function walk(wanted: string, given: string, prefersStarts: boolean): number | null {
  let position = -1;
  let score = 0;
  for (const letter of wanted) {
    const found = nextIndex({ given, letter, from: position + 1, prefersStarts });
    if (found < 0) {
      return null;
    }
    score += position >= 0 && found === position + 1 ? 7 : isWordStart(given, found) ? 6 : 1;
    position = found;
  }
  return score;
}

interface Search {
  readonly given: string;
  readonly letter: string;
  readonly from: number;
  readonly prefersStarts: boolean;
}

function nextIndex({ given, letter, from, prefersStarts }: Search): number {
  const first = given.indexOf(letter, from);
  if (!prefersStarts || first === from) {
    return first;
  }
  for (let index = first; index >= 0; index = given.indexOf(letter, index + 1)) {
    if (isWordStart(given, index)) {
      return index;
    }
  }
  return first;
}

function isWordStart(text: string, index: number): boolean {
  return index === 0 || /[^a-z0-9]/.test(text.charAt(index - 1));
}
