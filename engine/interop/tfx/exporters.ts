import { exportBulkInferrer } from './bulk-inferrer.ts';
import type { CellExporter } from './cell-scope.ts';
import {
  exportExampleValidator,
  exportImportSchemaGen,
  exportSchemaGen,
  exportStatisticsGen,
} from './data-checks.ts';
import { exportEvaluator } from './evaluator.ts';
import { exportExampleGen } from './example-gen.ts';
import { exportHFImporter } from './hf-importer.ts';
import { exportInfraValidator } from './infra-validator.ts';
import { exportHFPusher, exportPusher, exportVertexPusher } from './pushers.ts';
import { exportResolver } from './resolver.ts';
import { exportTrainer, exportTransform, exportTuner, exportVertexTrainer } from './training.ts';

/** How each component is written for TFX; null where TFX has nothing like it, and its cells are left out. */
export const exporters: Readonly<Record<string, CellExporter | null>> = {
  ExampleGen: exportExampleGen,
  StatisticsGen: exportStatisticsGen,
  SchemaGen: exportSchemaGen,
  ImportSchemaGen: exportImportSchemaGen,
  ExampleValidator: exportExampleValidator,
  Transform: exportTransform,
  Tuner: exportTuner,
  Trainer: exportTrainer,
  Resolver: exportResolver,
  HFImporter: exportHFImporter,
  Evaluator: exportEvaluator,
  InfraValidator: exportInfraValidator,
  BulkInferrer: exportBulkInferrer,
  DeployedModelResolver: null,
  ContinuousEvaluator: null,
  Pusher: exportPusher,
  HFPusher: exportHFPusher,
  VertexPusher: exportVertexPusher,
  VertexTrainer: exportVertexTrainer,
};
