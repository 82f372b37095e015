import { clone, create } from '@bufbuild/protobuf';
import { allThresholds } from '../../formats/evaluation/eval-config.ts';
import { withEvalConfigDefaults } from '../../formats/evaluation/eval-config-defaults.ts';
import { EvaluationError } from '../../formats/evaluation/evaluation-error.ts';
import {
  type EvalConfig,
  EvalConfigSchema,
  GenericChangeThresholdSchema,
  MetricDirection,
  type MetricThreshold,
} from '../../formats/proto/gen/tensorflow_model_analysis/proto/config_pb.js';

/**
 * The config by which a deployed model is watched: the one it was blessed by, with the blessing's metrics in the place
 * of a baseline, and each threshold joined by "not more than `allowedDrop` worse than then".
 *
 * @throws EvaluationError "bad-eval-config" when the blessing had no threshold, so that nothing says what matters
 */
export function monitoringConfig(blessedBy: EvalConfig, allowedDrop: number): EvalConfig {
  const config = clone(EvalConfigSchema, blessedBy);
  config.modelSpecs = config.modelSpecs.filter((spec) => !spec.isBaseline);
  for (const spec of config.modelSpecs) {
    spec.name = '';
  }
  for (const spec of config.metricsSpecs) {
    spec.modelNames = [];
  }
  const thresholds = [...allThresholds(config)];
  if (thresholds.length === 0) {
    throw new EvaluationError(
      'bad-eval-config',
      'The evaluation to compare with has no threshold, so nothing is watched',
      {
        hint: 'Set a threshold for each metric that matters in the Evaluator, and bless the model again',
      },
    );
  }
  for (const threshold of thresholds) {
    limitDrop(threshold, allowedDrop);
  }
  return withEvalConfigDefaults(config, { hasBaseline: true });
}

function limitDrop(threshold: MetricThreshold, allowedDrop: number): void {
  const direction = betterDirection(threshold);
  const absolute = direction === MetricDirection.HIGHER_IS_BETTER ? -allowedDrop : allowedDrop;
  const value = create(GenericChangeThresholdSchema, { direction, absolute });
  threshold.validateRelative = { case: 'changeThreshold', value };
}

/** As the threshold says; of one with only an upper bound, lower. */
function betterDirection({ validateAbsolute, validateRelative }: MetricThreshold): MetricDirection {
  if (validateRelative.case === 'changeThreshold') {
    return validateRelative.value.direction;
  }
  const bounds = validateAbsolute.case === 'valueThreshold' ? validateAbsolute.value : undefined;
  return bounds?.lowerBound === undefined && bounds?.upperBound !== undefined
    ? MetricDirection.LOWER_IS_BETTER
    : MetricDirection.HIGHER_IS_BETTER;
}
