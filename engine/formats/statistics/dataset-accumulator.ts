import type { ErrorLocation } from '../../base/reported-error.ts';
import { decodeFeature } from '../example/decode-example.ts';
import { type FeatureKind, numbersOf } from '../example/feature-value.ts';
import { FeatureCursor, scanExample } from '../example/scan-example.ts';
import { FormatError } from '../format-error.ts';
import {
  CompositeAccumulator,
  type CompositeFeature,
  type CompositeSnapshot,
  mergeComposites,
} from './composite-accumulator.ts';
import {
  FeatureAccumulator,
  type FeatureOptions,
  type FeatureSnapshot,
  mergeFeatures,
} from './feature-accumulator.ts';
import type { LanguageFeature } from './language-feature.ts';

/** What is known of some records: serialisable, and two of them merge into that of the records of both. */
export interface DatasetSnapshot {
  readonly examples: number;
  /** Sum of the examples' weights; null where they have none. */
  readonly weightedExamples: number | null;
  readonly features: ReadonlyMap<string, FeatureSnapshot>;
  /** Names of features that occur without a kind; some are in `features` too, from other records. */
  readonly unset: ReadonlySet<string>;
  /** Features that a schema declares to belong together. */
  readonly composites: readonly CompositeSnapshot[];
}

export const NO_RECORDS: DatasetSnapshot = {
  examples: 0,
  weightedExamples: null,
  features: new Map(),
  unset: new Set(),
  composites: [],
};

export interface AccumulatorOptions {
  /** The feature that holds each record's weight; null where records weigh the same. */
  readonly weightFeature?: string | null;
  /** Features whose integers are counted by value, as text is. */
  readonly categoricalFeatures?: readonly string[];
  /** Features whose byte strings are no text, such as encoded images: only their lengths matter. */
  readonly bytesFeatures?: readonly string[];
  /** Features that belong together, whose lengths are compared. */
  readonly compositeFeatures?: readonly CompositeFeature[];
  /** Features of natural language, whose tokens are counted. */
  readonly languageFeatures?: readonly LanguageFeature[];
}

/**
 * Collects the statistics of serialized tf.Examples.
 *
 * @example
 * const accumulator = new DatasetAccumulator();
 * for (const record of records) accumulator.add(record);
 * const statistics = datasetStatistics([accumulator.snapshot()]);
 */
export class DatasetAccumulator {
  #examples = 0;
  #weightedExamples = 0;
  readonly #weightFeature: string | null;
  readonly #optionsByName: ReadonlyMap<string, FeatureOptions>;
  readonly #composites: CompositeAccumulator | null;
  readonly #features = new Map<string, FeatureAccumulator>();
  /** Features met without a kind: missing, and known by name only. */
  readonly #unset = new Set<string>();

  constructor(options: AccumulatorOptions = {}) {
    this.#weightFeature = options.weightFeature ?? null;
    this.#optionsByName = optionsByName(options);
    const composites = options.compositeFeatures ?? [];
    this.#composites = composites.length === 0 ? null : new CompositeAccumulator(composites);
  }

  /** @throws FormatError "not-an-example" or "mixed-types", at the place given in `where` */
  add(record: Uint8Array, where: ErrorLocation = {}): void {
    this.#examples++;
    const weight = this.#weightFeature === null ? null : weightOf(record, this.#weightFeature, where);
    this.#weightedExamples += weight ?? 0;
    const feature = new FeatureCursor(record, where);
    this.#composites?.begin();
    while (feature.next()) {
      if (feature.kind === null) {
        this.#unset.add(feature.name);
        continue;
      }
      try {
        const length = this.#featureOf(feature.name, feature.kind, where).add(record, feature, weight);
        this.#composites?.add(feature.name, length);
      } catch (error) {
        throw error instanceof RangeError ? notReadable(feature.name, where, error) : error;
      }
    }
    this.#composites?.end();
  }

  snapshot(): DatasetSnapshot {
    const features = [...this.#features].map(([name, one]) => [name, one.snapshot()] as const);
    const weightedExamples = this.#weightFeature === null ? null : this.#weightedExamples;
    return {
      examples: this.#examples,
      weightedExamples,
      features: new Map(features),
      unset: this.#unset,
      composites: this.#composites?.snapshot() ?? [],
    };
  }

  #featureOf(name: string, kind: FeatureKind, where: ErrorLocation): FeatureAccumulator {
    const known = this.#features.get(name);
    if (known?.kind === kind) return known;
    if (known) throw mixedTypes(name, known.kind, kind, where);
    const created = new FeatureAccumulator(kind, this.#optionsByName.get(name));
    this.#features.set(name, created);
    return created;
  }
}

/** What is asked for features by their names; most are asked nothing. */
function optionsByName(options: AccumulatorOptions): ReadonlyMap<string, FeatureOptions> {
  const [categorical, bytes] = [new Set(options.categoricalFeatures), new Set(options.bytesFeatures)];
  const languages = new Map(options.languageFeatures?.map((language) => [language.name, language]));
  const names = [...categorical, ...bytes, ...languages.keys()];
  const optionsOf = (name: string): FeatureOptions => ({
    isCategorical: categorical.has(name),
    isBytes: bytes.has(name),
    language: languages.get(name),
  });
  return new Map(names.map((name) => [name, optionsOf(name)]));
}

/** @throws FormatError "mixed-types" when a feature has another kind in `b` */
export function mergeDatasets(a: DatasetSnapshot, b: DatasetSnapshot): DatasetSnapshot {
  const features = new Map(a.features);
  for (const [name, feature] of b.features) {
    const known = features.get(name);
    if (known && known.kind !== feature.kind) throw mixedTypes(name, known.kind, feature.kind, {});
    features.set(name, known ? mergeFeatures(known, feature) : feature);
  }
  const isWeighted = a.weightedExamples !== null || b.weightedExamples !== null;
  const weightedExamples = isWeighted ? (a.weightedExamples ?? 0) + (b.weightedExamples ?? 0) : null;
  return {
    examples: a.examples + b.examples,
    weightedExamples,
    features,
    unset: new Set([...a.unset, ...b.unset]),
    composites: mergeComposites(a.composites, b.composites),
  };
}

/** @throws FormatError "bad-value" for a record without a single number as its weight */
function weightOf(record: Uint8Array, name: string, where: ErrorLocation): number {
  const scanned = scanExample(record, where).find((feature) => feature.name === name);
  const numbers = numbersOf(scanned && decodeFeature(record, scanned, where));
  const weight = numbers?.length === 1 ? numbers[0] : undefined;
  if (weight !== undefined && weight >= 0) return weight;
  throw new FormatError('bad-value', `Record ${where.record ?? ''} has no weight in its feature "${name}"`, {
    location: { ...where, feature: name },
    hint: 'Each record must hold one number that is not negative in the weight feature.',
  });
}

const PLURALS = { bytes: 'strings', int: 'integers', float: 'floats' } as const;

function mixedTypes(name: string, before: FeatureKind, now: FeatureKind, where: ErrorLocation): FormatError {
  const record = where.record === undefined ? 'some records' : `record ${where.record} of "${where.file}"`;
  return new FormatError(
    'mixed-types',
    `The feature "${name}" holds ${PLURALS[now]} in ${record}, but ${PLURALS[before]} before`,
    {
      location: { ...where, feature: name },
      hint: 'A feature must have one type in all records. Correct what wrote these records.',
    },
  );
}

function notReadable(name: string, where: ErrorLocation, cause: RangeError): FormatError {
  return new FormatError('not-an-example', `Cannot read feature "${name}": ${cause.message}`, {
    location: { ...where, feature: name },
    cause,
  });
}
