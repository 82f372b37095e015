import { FormatError } from '../format-error.ts';
import type {
  Feature,
  NaturalLanguageDomain,
  Schema,
} from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import type { LanguageFeature } from '../statistics/language-feature.ts';

/** Vocabularies by the names that domains give them. */
export type Vocabularies = ReadonlyMap<string, readonly string[]>;

/**
 * The features of a schema whose natural-language domain says what a word is: by a vocabulary, or by tokens that are
 * none. TFDV makes no statistics of the tokens of others.
 * @throws FormatError "bad-value" where a domain's vocabulary is not given
 */
export function languageFeatures(schema: Schema, vocabularies: Vocabularies): readonly LanguageFeature[] {
  return schema.feature.flatMap((feature) => {
    const { domainInfo } = feature;
    if (domainInfo.case !== 'naturalLanguageDomain' || !saysWhatIsAWord(domainInfo.value)) return [];
    return [describeDomain(feature, domainInfo.value, vocabularies)];
  });
}

function saysWhatIsAWord({ vocabulary, coverage }: NaturalLanguageDomain): boolean {
  const tokens = [coverage?.excludedStringTokens, coverage?.excludedIntTokens, coverage?.oovStringTokens];
  return vocabulary !== '' || tokens.some((list) => list !== undefined && list.length > 0);
}

function describeDomain(
  { name }: Feature,
  { vocabulary, coverage, tokenConstraints, sequenceLengthConstraints: lengths }: NaturalLanguageDomain,
  vocabularies: Vocabularies,
): LanguageFeature {
  const words = vocabularies.get(vocabulary);
  if (vocabulary !== '' && !words) throw unknownVocabulary(name, vocabulary);
  const constrained = tokenConstraints.map(({ value }) =>
    value.case === 'intValue' ? value.value : (value.value ?? ''),
  );
  return {
    name,
    vocabulary: words ?? null,
    excluded: [...(coverage?.excludedStringTokens ?? []), ...(coverage?.excludedIntTokens ?? [])],
    outOfVocabulary: coverage?.oovStringTokens ?? [],
    constrained: [...new Set(constrained)],
    excludedFromLength: [...(lengths?.excludedStringValue ?? []), ...(lengths?.excludedIntValue ?? [])],
  };
}

function unknownVocabulary(feature: string, vocabulary: string): FormatError {
  return new FormatError(
    'bad-value',
    `The schema's domain of "${feature}" names the vocabulary "${vocabulary}", which is not given`,
    {
      location: { feature, parameter: 'vocabularies' },
      hint: `Name the file of "${vocabulary}" under the vocabularies of StatisticsGen.`,
    },
  );
}
