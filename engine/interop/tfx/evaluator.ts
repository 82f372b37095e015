import { clone } from '@bufbuild/protobuf';
import { parseEvalConfig } from '../../formats/evaluation/eval-config.ts';
import {
  type EvalConfig,
  EvalConfigSchema,
  type MetricConfig,
} from '../../formats/proto/gen/tensorflow_model_analysis/proto/config_pb.js';
import { printTextProto } from '../../formats/text-proto/print-text-proto.ts';
import { call, type Python } from '../python/python-code.ts';
import { pythonTextBlock } from '../python/python-text.ts';
import type { CellExporter, CellScope } from './cell-scope.ts';

/** Metrics of Millrace that neither TFMA nor Keras has. */
const OWN_METRICS = new Set(['PixelAccuracy', 'MeanDice', 'Dice', 'MultiClassConfusionMatrix', 'BoundaryF1']);

/** Keras's metrics that must be told how many classes there are, which Millrace sees from the model. */
const COUNTED_METRICS = new Set(['MeanIoU', 'IoU']);

export const exportEvaluator: CellExporter = (cell) => {
  const config = clone(EvalConfigSchema, parseEvalConfig(cell.parameters.plain<unknown>('eval_config')));
  for (const spec of config.metricsSpecs)
    spec.metrics = spec.metrics.filter((metric) => isKnown(cell, metric));
  cell.imports('import tensorflow_model_analysis as tfma');
  cell.imports('from google.protobuf import text_format');
  return call('tfx.components.Evaluator', {
    examples: cell.input('examples'),
    model: cell.input('model'),
    baseline_model: cell.input('baseline_model'),
    schema: cell.input('schema'),
    example_splits: cell.parameters.python('example_splits'),
    eval_config: call('text_format.Parse', {}, [defineConfig(cell, config), call('tfma.EvalConfig')]),
  });
};

function defineConfig(cell: CellScope, config: EvalConfig): Python {
  return cell.define('EVAL_CONFIG', pythonTextBlock(printTextProto(EvalConfigSchema, config)));
}

function isKnown(cell: CellScope, { className, config, threshold }: MetricConfig): boolean {
  const rule = threshold === undefined ? '' : ', and so is its threshold';
  if (OWN_METRICS.has(className)) {
    cell.note(`the metric ${className} is in neither TFMA nor Keras and is left out${rule}`);
    return false;
  }
  if (COUNTED_METRICS.has(className) && !config.includes('num_classes')) {
    cell.note(
      `the metric ${className} is left out${rule}: Keras's takes num_classes, which its config does not name`,
    );
    return false;
  }
  return true;
}
