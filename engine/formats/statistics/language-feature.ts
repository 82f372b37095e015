/** A token of a natural-language feature: text, or an integer where the feature holds the tokens' numbers. */
export type Token = string | bigint;

/** What a schema's natural-language domain says of a feature's tokens. */
export interface LanguageFeature {
  readonly name: string;
  /** Words in the order of their numbers; null where the domain names no vocabulary. */
  readonly vocabulary: readonly string[] | null;
  /** Tokens that do not count, such as padding. */
  readonly excluded: readonly Token[];
  /** Text that stands for what is not in the vocabulary. */
  readonly outOfVocabulary: readonly string[];
  /** Tokens with constraints of their own, which are counted one by one. */
  readonly constrained: readonly Token[];
  /** Tokens that do not count to the length of a sequence. */
  readonly excludedFromLength: readonly Token[];
}
