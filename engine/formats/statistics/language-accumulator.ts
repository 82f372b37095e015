import { mergeCounts, type ValueCounts } from './common-statistics.ts';
import type { LanguageFeature, Token } from './language-feature.ts';
import { pythonList } from './python-list.ts';
import { mergeReported, type ReportedSequence, ReportedSequences } from './reported-sequences.ts';
import { MAXIMUM_DISTINCT, withoutRare } from './string-accumulator.ts';
import { mergeTokens, type TokenSnapshot, TokenTally } from './token-tally.ts';

/** What is known of the tokens of a natural-language feature. */
export interface LanguageSnapshot {
  /** Records that have the feature, be it with no tokens. */
  readonly sequences: number;
  /** Tokens without those that are excluded. */
  readonly tokens: number;
  /** How often each word occurs; of more than a million, the rare ones are dropped. */
  readonly words: ReadonlyMap<string, number>;
  /** How many tokens inside of the vocabulary have each number of characters. */
  readonly wordLengths: ValueCounts;
  /** How many sequences have each number of tokens; those without any are not counted. */
  readonly sequenceLengths: ValueCounts;
  readonly minimumLength: number | null;
  readonly maximumLength: number | null;
  readonly constrained: ReadonlyMap<Token, TokenSnapshot>;
  /** Sequences with the least share of words, and those with the shortest words. */
  readonly leastCovered: readonly ReportedSequence[];
  readonly shortestWords: readonly ReportedSequence[];
}

/**
 * Collects the tokens of one natural-language feature, a sequence a record (TFDV,
 * statistics/generators/natural_language_stats_generator.py).
 */
export class LanguageAccumulator {
  readonly #numbers: ReadonlyMap<string, bigint> | null;
  readonly #words: readonly string[] | null;
  readonly #excluded: ReadonlySet<Token>;
  readonly #outOfVocabulary: ReadonlySet<Token>;
  readonly #excludedFromLength: ReadonlySet<Token>;
  readonly #tallies: readonly TokenTally[];
  readonly #leastCovered = new ReportedSequences();
  readonly #shortestWords = new ReportedSequences();
  #wordCounts = new Map<string, number>();
  readonly #wordLengths = new Map<number, number>();
  readonly #sequenceLengths = new Map<number, number>();
  #minimumLength: number | null = null;
  #maximumLength: number | null = null;
  #sequences = 0;
  #tokens = 0;

  constructor({ vocabulary, excluded, outOfVocabulary, constrained, excludedFromLength }: LanguageFeature) {
    this.#words = vocabulary;
    this.#numbers = vocabulary && new Map(vocabulary.map((word, number) => [word, BigInt(number)]));
    this.#excluded = new Set(excluded);
    this.#outOfVocabulary = new Set(outOfVocabulary);
    this.#excludedFromLength = new Set(excludedFromLength);
    this.#tallies = constrained.map((token) => new TokenTally(token));
  }

  /** A record's tokens: text, or the numbers of words. */
  add(tokens: readonly Token[]): void {
    this.#sequences++;
    if (tokens.length > 0) this.#addSequence(tokens);
    for (const token of tokens) this.#addToken(token);
  }

  snapshot(): LanguageSnapshot {
    return {
      sequences: this.#sequences,
      tokens: this.#tokens,
      words: this.#wordCounts,
      wordLengths: this.#wordLengths,
      sequenceLengths: this.#sequenceLengths,
      minimumLength: this.#minimumLength,
      maximumLength: this.#maximumLength,
      constrained: new Map(this.#tallies.map((tally) => [tally.token, tally.snapshot()])),
      leastCovered: this.#leastCovered.sequences,
      shortestWords: this.#shortestWords.sequences,
    };
  }

  #addSequence(tokens: readonly Token[]): void {
    const isText = typeof tokens[0] === 'string';
    const other = this.#words?.length ? tokens.map((token) => this.#translate(token)) : null;
    const [texts, numbers] = isText ? [tokens, other] : [other, tokens];
    for (const tally of this.#tallies) {
      const row = typeof tally.token === 'string' ? texts : numbers;
      if (row) tally.add(row);
    }
    this.#report(texts ?? tokens);
    this.#addLength(tokens, other);
  }

  /** A text's number, or a number's text; a token that the vocabulary lacks stays as it is. */
  #translate(token: Token): Token {
    if (typeof token === 'string') return this.#numbers?.get(token) ?? token;
    return this.#words?.[Number(token)] ?? token;
  }

  #report(tokens: readonly Token[]): void {
    const lengths = tokens
      .filter((token): token is string => typeof token === 'string' && !this.#outOfVocabulary.has(token))
      .map(lengthOf);
    const total = lengths.reduce((sum, length) => sum + length, 0);
    const print = (): string => pythonList(tokens);
    this.#leastCovered.offer(lengths.length / tokens.length, print);
    this.#shortestWords.offer(lengths.length === 0 ? 0 : total / lengths.length, print);
  }

  #addLength(tokens: readonly Token[], other: readonly Token[] | null): void {
    const isExcluded = (token: Token): boolean => this.#excludedFromLength.has(token);
    const translated = other?.filter((token, index) => token !== tokens[index]) ?? [];
    // A token that is excluded as text and as a number counts twice against the length, as in TFDV.
    const length = tokens.length - tokens.filter(isExcluded).length - translated.filter(isExcluded).length;
    increment(this.#sequenceLengths, length);
    // A bound of 0 is taken for none yet, as in TFDV.
    this.#minimumLength = this.#minimumLength ? Math.min(this.#minimumLength, length) : length;
    this.#maximumLength = this.#maximumLength ? Math.max(this.#maximumLength, length) : length;
  }

  #addToken(token: Token): void {
    const word = this.#wordOf(token);
    if (word === undefined) return;
    this.#tokens++;
    if (word === null) return;
    increment(this.#wordLengths, lengthOf(word));
    increment(this.#wordCounts, word);
    if (this.#wordCounts.size > MAXIMUM_DISTINCT) this.#wordCounts = withoutRare(this.#wordCounts);
  }

  /** The word that a token stands for; null for one out of the vocabulary, undefined for one that is excluded. */
  #wordOf(token: Token): string | null | undefined {
    const other = this.#translate(token);
    if (this.#excluded.has(token) || (other !== token && this.#excluded.has(other))) return undefined;
    const word = typeof token === 'string' ? token : other;
    return typeof word === 'string' && !this.#outOfVocabulary.has(word) ? word : null;
  }
}

/** The number of characters, as Python counts them. */
function lengthOf(word: string): number {
  let length = 0;
  for (const _ of word) length++;
  return length;
}

function increment<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

export function mergeLanguage(
  a: LanguageSnapshot | null,
  b: LanguageSnapshot | null,
): LanguageSnapshot | null {
  if (!a || !b) return a ?? b;
  const words = mergeCounts(a.words, b.words);
  return {
    sequences: a.sequences + b.sequences,
    tokens: a.tokens + b.tokens,
    words: words.size > MAXIMUM_DISTINCT ? withoutRare(words) : words,
    wordLengths: mergeCounts(a.wordLengths, b.wordLengths),
    sequenceLengths: mergeCounts(a.sequenceLengths, b.sequenceLengths),
    minimumLength: mergeBounds(Math.min, a.minimumLength, b.minimumLength),
    maximumLength: mergeBounds(Math.max, a.maximumLength, b.maximumLength),
    constrained: mergeTokens(a.constrained, b.constrained),
    leastCovered: mergeReported(a.leastCovered, b.leastCovered),
    shortestWords: mergeReported(a.shortestWords, b.shortestWords),
  };
}

function mergeBounds(
  pick: (a: number, b: number) => number,
  a: number | null,
  b: number | null,
): number | null {
  return a === null || b === null ? (a ?? b) : pick(a, b);
}
