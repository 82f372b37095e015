import { fromJson, type JsonValue } from '@bufbuild/protobuf';
import {
  type EvalConfig,
  EvalConfigSchema,
  type MetricThreshold,
} from '../proto/gen/tensorflow_model_analysis/proto/config_pb.js';
import { parseTextProto } from '../text-proto/parse-text-proto.ts';
import { EvaluationError } from './evaluation-error.ts';

const hint =
  'The fields are those of tensorflow_model_analysis.EvalConfig: model_specs, slicing_specs, metrics_specs, options';

/**
 * Reads an EvalConfig from a JSON value, from JSON text or from text proto; field names may be snake_case or
 * camelCase.
 *
 * @throws EvaluationError "bad-eval-config" naming the field that does not fit
 */
export function parseEvalConfig(source: unknown): EvalConfig {
  if (typeof source !== 'string') {
    return fromJsonValue(source as JsonValue);
  }
  return source.trimStart().startsWith('{') ? fromJsonValue(parseJsonText(source)) : fromText(source);
}

/** Every threshold of a config, wherever it is declared. */
export function* allThresholds(config: EvalConfig): Generator<MetricThreshold> {
  for (const spec of config.metricsSpecs) {
    for (const metric of spec.metrics) {
      yield* present([metric.threshold]);
      yield* present(metric.perSliceThresholds.map((entry) => entry.threshold));
      yield* present(metric.crossSliceThresholds.map((entry) => entry.threshold));
    }
    yield* Object.values(spec.thresholds);
    for (const entry of Object.values(spec.perSliceThresholds)) {
      yield* present(entry.thresholds.map((item) => item.threshold));
    }
    for (const entry of Object.values(spec.crossSliceThresholds)) {
      yield* present(entry.thresholds.map((item) => item.threshold));
    }
  }
}

function present(thresholds: readonly (MetricThreshold | undefined)[]): MetricThreshold[] {
  return thresholds.filter((threshold) => threshold !== undefined);
}

function parseJsonText(text: string): JsonValue {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw badConfig(cause);
  }
}

function fromText(text: string): EvalConfig {
  try {
    return parseTextProto(EvalConfigSchema, text, 'eval_config');
  } catch (cause) {
    throw badConfig(cause);
  }
}

function fromJsonValue(value: JsonValue): EvalConfig {
  try {
    return fromJson(EvalConfigSchema, value);
  } catch (cause) {
    throw badConfig(cause);
  }
}

function badConfig(cause: unknown): EvaluationError {
  const what = cause instanceof Error ? cause.message : String(cause);
  return new EvaluationError('bad-eval-config', `Cannot read the evaluation's configuration: ${what}`, {
    hint,
    cause,
    location: { parameter: 'eval_config' },
  });
}
