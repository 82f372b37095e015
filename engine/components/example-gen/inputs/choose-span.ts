import { ExampleGenError } from '../example-gen-error.ts';
import type { PatternMatch } from './span-pattern.ts';

/** The files of one split that match its pattern, each with its span and version. */
export interface SplitMatches {
  readonly name: string;
  readonly pattern: string;
  readonly matches: readonly { readonly file: string; readonly match: PatternMatch }[];
}

/**
 * The span and version to read: the pinned or the highest span, then the highest version in it.
 * @throws ExampleGenError "no-input-files", or "wrong-pattern" when the splits do not agree
 */
export function chooseSpan(splits: readonly SplitMatches[], pinned: number | null): PatternMatch {
  const choices = splits.map((split) => chooseFor(split, pinned));
  const [first] = choices;
  if (!first) throw new ExampleGenError('no-input-files', 'There is no input split');
  const different = choices.findIndex(
    ({ span, version }) => span !== first.span || version !== first.version,
  );
  if (different < 0) return first;
  throw new ExampleGenError(
    'wrong-pattern',
    `The input splits "${splits[0]?.name}" and "${splits[different]?.name}" have different newest spans: ` +
      `${describeSpan(first)} and ${describeSpan(choices[different] ?? first)}`,
    {
      location: { parameter: 'input_config' },
      hint: 'Add the missing span to all splits, or pin an earlier one with range_config.',
    },
  );
}

function chooseFor({ name, pattern, matches }: SplitMatches, pinned: number | null): PatternMatch {
  const candidates = matches
    .map(({ match }) => match)
    .filter(({ span }) => pinned === null || span === pinned);
  const [best] = candidates.toSorted((a, b) => b.span - a.span || (b.version ?? 0) - (a.version ?? 0));
  if (best) return best;
  const span = pinned === null ? '' : ` in span ${pinned}`;
  throw new ExampleGenError('no-input-files', `No file matches "${pattern}" of the split "${name}"${span}`, {
    location: { parameter: 'input_config' },
    hint: 'Check the path and the patterns of the ExampleGen cell; "*" does not cross folders.',
  });
}

function describeSpan({ span, version }: PatternMatch): string {
  return version === null ? `span ${span}` : `span ${span} version ${version}`;
}
