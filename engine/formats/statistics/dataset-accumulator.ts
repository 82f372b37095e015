import type { ErrorLocation } from '../../base/reported-error.ts';
import type { FeatureKind } from '../example/feature-value.ts';
import { FeatureCursor } from '../example/scan-example.ts';
import { FormatError } from '../format-error.ts';
import { FeatureAccumulator, type FeatureSnapshot, mergeFeatures } from './feature-accumulator.ts';

/** What is known of some records: serialisable, and two of them merge into that of the records of both. */
export interface DatasetSnapshot {
  readonly examples: number;
  readonly features: ReadonlyMap<string, FeatureSnapshot>;
  /** Names of features that occur without a kind; some are in `features` too, from other records. */
  readonly unset: ReadonlySet<string>;
}

export const NO_RECORDS: DatasetSnapshot = { examples: 0, features: new Map(), unset: new Set() };

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
  readonly #features = new Map<string, FeatureAccumulator>();
  /** Features met without a kind: missing, and known by name only. */
  readonly #unset = new Set<string>();

  /** @throws FormatError "not-an-example" or "mixed-types", at the place given in `where` */
  add(record: Uint8Array, where: ErrorLocation = {}): void {
    this.#examples++;
    const feature = new FeatureCursor(record, where);
    while (feature.next()) {
      if (feature.kind === null) {
        this.#unset.add(feature.name);
        continue;
      }
      try {
        this.#featureOf(feature.name, feature.kind, where).add(record, feature);
      } catch (error) {
        throw error instanceof RangeError ? notReadable(feature.name, where, error) : error;
      }
    }
  }

  snapshot(): DatasetSnapshot {
    const features = [...this.#features].map(([name, one]) => [name, one.snapshot()] as const);
    return { examples: this.#examples, features: new Map(features), unset: this.#unset };
  }

  #featureOf(name: string, kind: FeatureKind, where: ErrorLocation): FeatureAccumulator {
    const known = this.#features.get(name);
    if (known?.kind === kind) return known;
    if (known) throw mixedTypes(name, known.kind, kind, where);
    const created = new FeatureAccumulator(kind);
    this.#features.set(name, created);
    return created;
  }
}

/** @throws FormatError "mixed-types" when a feature has another kind in `b` */
export function mergeDatasets(a: DatasetSnapshot, b: DatasetSnapshot): DatasetSnapshot {
  const features = new Map(a.features);
  for (const [name, feature] of b.features) {
    const known = features.get(name);
    if (known && known.kind !== feature.kind) throw mixedTypes(name, known.kind, feature.kind, {});
    features.set(name, known ? mergeFeatures(known, feature) : feature);
  }
  return { examples: a.examples + b.examples, features, unset: new Set([...a.unset, ...b.unset]) };
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
