import { ExampleGenError } from '../example-gen-error.ts';
import type { InputFormat, InputSplit } from '../inputs/input-split.ts';
import type { ExampleGenParameters } from '../parameters.ts';

/** How the records of one input split are shared out. */
export type SplitRule =
  | { readonly kind: 'keep'; readonly split: string }
  | {
      readonly kind: 'hash';
      readonly splits: readonly { name: string; buckets: number }[];
      readonly feature: string | null;
    }
  | {
      readonly kind: 'fraction';
      readonly splits: readonly { name: string; fraction: number }[];
      readonly seed: number;
    };

/** TFX's default for a single input split, and ours for images, which come in hundreds rather than millions. */
const DEFAULT_BUCKETS = [
  { name: 'train', hash_buckets: 2 },
  { name: 'eval', hash_buckets: 1 },
];
const DEFAULT_FRACTIONS = [
  { name: 'train', fraction: 0.8 },
  { name: 'eval', fraction: 0.2 },
];

/**
 * The rule for each input split, and the names of all output splits in order.
 * @throws ExampleGenError "wrong-split" when the parameters contradict each other, as TFX refuses them
 */
export function planSplits(
  inputs: readonly InputSplit[],
  format: InputFormat,
  parameters: ExampleGenParameters,
): { readonly names: readonly string[]; readonly rules: readonly SplitRule[] } {
  const given = parameters.output_config?.split_config;
  const [only, ...others] = inputs;
  if (others.length > 0 || (!given && parameters.input_config)) {
    if (given) throw wrongSplit('output splits cannot be given together with several input splits');
    return {
      names: inputs.map(({ name }) => name),
      rules: inputs.map(({ name }) => ({ kind: 'keep', split: name })),
    };
  }
  if (!only) throw wrongSplit('there is no input split');
  const isImages = format === 'image-masks' || format === 'image-classes';
  const splits = given?.splits ?? (isImages ? DEFAULT_FRACTIONS : DEFAULT_BUCKETS);
  const rule = ruleOf(splits, parameters.seed, given?.partition_feature_name ?? null);
  return { names: splits.map(({ name }) => name), rules: [rule] };
}

interface GivenSplit {
  readonly name: string;
  readonly hash_buckets?: number | undefined;
  readonly fraction?: number | undefined;
}

function ruleOf(splits: readonly GivenSplit[], seed: number, feature: string | null): SplitRule {
  if (new Set(splits.map(({ name }) => name)).size < splits.length)
    throw wrongSplit('two splits have the same name');
  const fractions = splits.flatMap(({ name, fraction }) =>
    fraction === undefined ? [] : [{ name, fraction }],
  );
  const buckets = splits.flatMap(({ name, hash_buckets }) =>
    hash_buckets === undefined ? [] : [{ name, buckets: hash_buckets }],
  );
  if (buckets.length === splits.length && fractions.length === 0)
    return { kind: 'hash', splits: buckets, feature };
  if (fractions.length < splits.length || buckets.length > 0) {
    throw wrongSplit('give hash_buckets for every split, or fraction for every split');
  }
  const sum = fractions.reduce((total, { fraction }) => total + fraction, 0);
  if (Math.abs(sum - 1) > 1e-6) throw wrongSplit(`the fractions add up to ${sum} instead of 1`);
  if (feature !== null) throw wrongSplit('partition_feature_name works with hash_buckets only');
  return { kind: 'fraction', splits: fractions, seed };
}

function wrongSplit(problem: string): ExampleGenError {
  return new ExampleGenError('wrong-split', `Cannot split the records: ${problem}`, {
    location: { parameter: 'output_config' },
    hint: 'Correct input_config and output_config of the ExampleGen cell.',
  });
}
