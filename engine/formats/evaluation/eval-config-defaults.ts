import { clone, create } from '@bufbuild/protobuf';
import {
  ConfidenceIntervalOptionsSchema,
  ConfidenceIntervalOptions_ConfidenceIntervalMethod as ConfidenceMethod,
  type EvalConfig,
  EvalConfigSchema,
  ModelSpecSchema,
} from '../proto/gen/tensorflow_model_analysis/proto/config_pb.js';
import { allThresholds } from './eval-config.ts';

/** Model names TFMA gives when one unnamed spec is evaluated against a baseline. */
export const candidateName = 'candidate';
export const baselineName = 'baseline';

/**
 * Fills a config in as TFX's Evaluator does before it runs (TFMA utils/config_util.py): with a baseline the single unnamed
 * model becomes a candidate and a baseline; without one, baseline models and change thresholds are dropped, so that
 * a first model can be blessed by its value thresholds alone.
 */
export function withEvalConfigDefaults(
  source: EvalConfig,
  options: { readonly hasBaseline: boolean },
): EvalConfig {
  const config = clone(EvalConfigSchema, source);
  chooseConfidenceMethod(config);
  if (options.hasBaseline) {
    addBaselineSpec(config);
  } else {
    removeBaseline(config);
  }
  if (config.modelSpecs.length === 0) {
    config.modelSpecs.push(create(ModelSpecSchema));
  }
  nameModels(config);
  return config;
}

function chooseConfidenceMethod(config: EvalConfig): void {
  const { options } = config;
  if (!options?.computeConfidenceIntervals) {
    return;
  }
  options.confidenceIntervals ??= create(ConfidenceIntervalOptionsSchema);
  if (options.confidenceIntervals.method === ConfidenceMethod.UNKNOWN_CONFIDENCE_INTERVAL_METHOD) {
    options.confidenceIntervals.method = ConfidenceMethod.JACKKNIFE;
  }
}

function addBaselineSpec(config: EvalConfig): void {
  const [only] = config.modelSpecs;
  if (only === undefined || config.modelSpecs.length > 1 || only.name !== '') {
    return;
  }
  const baseline = clone(ModelSpecSchema, only);
  baseline.name = baselineName;
  baseline.isBaseline = true;
  only.name = candidateName;
  config.modelSpecs.push(baseline);
}

function removeBaseline(config: EvalConfig): void {
  config.modelSpecs = config.modelSpecs.filter((spec) => !spec.isBaseline);
  for (const threshold of allThresholds(config)) {
    threshold.validateRelative = { case: undefined };
  }
}

function nameModels(config: EvalConfig): void {
  const [only] = config.modelSpecs;
  if (only !== undefined && config.modelSpecs.length === 1) {
    only.name = '';
  }
  const names = config.modelSpecs.map((spec) => spec.name);
  for (const spec of config.metricsSpecs) {
    if (spec.modelNames.length === 0 || names.length === 1) {
      spec.modelNames = [...names];
    }
  }
}
