import { overallSlice, type Slice, type SliceValue, sliceId } from '../../formats/evaluation/slice-key.ts';
import { decodeFeature } from '../../formats/example/decode-example.ts';
import type { FeatureValue } from '../../formats/example/feature-value.ts';
import { scanExample } from '../../formats/example/scan-example.ts';
import type {
  EvalConfig,
  SlicingSpec,
} from '../../formats/proto/gen/tensorflow_model_analysis/proto/config_pb.js';

/** Names of the features that slices are made of. */
export function sliceFeatures(config: EvalConfig): ReadonlySet<string> {
  return new Set(config.slicingSpecs.flatMap(featuresOf));
}

/** Decodes only the named features of a serialized tf.Example; images stay untouched. */
export function readFeatures(record: Uint8Array, names: ReadonlySet<string>): Map<string, FeatureValue> {
  const features = new Map<string, FeatureValue>();
  if (names.size === 0) {
    return features;
  }
  for (const scanned of scanExample(record)) {
    const value = names.has(scanned.name) ? decodeFeature(record, scanned) : undefined;
    if (value !== undefined) {
      features.set(scanned.name, value);
    }
  }
  return features;
}

/**
 * The slices an example falls into: one for each spec, or several where a feature has several values (one for each
 * combination of a cross). An example without one of a spec's features is in none of its slices. Without specs, the
 * slice of everything.
 */
export function slicesOf(config: EvalConfig, features: ReadonlyMap<string, FeatureValue>): Slice[] {
  const specs = config.slicingSpecs;
  if (specs.length === 0) {
    return [overallSlice];
  }
  const unique = new Map<string, Slice>();
  for (const slice of specs.flatMap((spec) => slicesOfSpec(spec, features))) {
    unique.set(sliceId(slice), slice);
  }
  return [...unique.values()];
}

function slicesOfSpec(spec: SlicingSpec, features: ReadonlyMap<string, FeatureValue>): Slice[] {
  return featuresOf(spec).reduce<Slice[]>(
    (slices, feature) => {
      const wanted = spec.featureValues[feature];
      const values = valuesOf(features.get(feature)).filter(
        (value) => wanted === undefined || String(value) === wanted,
      );
      return slices.flatMap((slice) => values.map((value) => [...slice, { feature, value }]));
    },
    [overallSlice],
  );
}

function featuresOf(spec: SlicingSpec): string[] {
  return [...new Set([...spec.featureKeys, ...Object.keys(spec.featureValues)])].sort();
}

function valuesOf(feature: FeatureValue | undefined): SliceValue[] {
  switch (feature?.kind) {
    case 'bytes':
      return feature.values.map((bytes) => new TextDecoder().decode(bytes));
    case 'int':
      return [...feature.values];
    case 'float':
      return [...feature.values];
    default:
      return [];
  }
}
