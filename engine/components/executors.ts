import type { Executor } from '../pipeline/component.ts';

/**
 * How a worker loads the executor of a component. Loaded on demand, so that a worker pays only for what it runs and
 * the engine itself never loads TensorFlow.
 */
// biome-ignore lint/suspicious/noExplicitAny: executors have different parameter types
export const executors: Readonly<Record<string, () => Promise<Executor<any>>>> = {
  ExampleGen: async () => (await import('./example-gen/executor.ts')).runExampleGen,
  Transform: async () => (await import('./transform/executor.ts')).executeTransform,
  Tuner: async () => (await import('./tuner/executor.ts')).executeTuner,
  Trainer: async () => (await import('./trainer/executor.ts')).executeTrainer,
  SchemaGen: async () => (await import('./schema-gen/executor.ts')).runSchemaGen,
  ImportSchemaGen: async () => (await import('./import-schema-gen/executor.ts')).runImportSchemaGen,
  ExampleValidator: async () => (await import('./example-validator/executor.ts')).runExampleValidator,
  StatisticsGen: async () => (await import('./statistics-gen/executor.ts')).runStatisticsGen,
  Evaluator: async () => (await import('./evaluator/executor.ts')).evaluatorExecutor,
  InfraValidator: async () => (await import('./infra-validator/executor.ts')).infraValidatorExecutor,
  BulkInferrer: async () => (await import('./bulk-inferrer/executor.ts')).bulkInferrerExecutor,
  ContinuousEvaluator: async () =>
    (await import('./continuous-evaluator/executor.ts')).continuousEvaluatorExecutor,
  Pusher: async () => (await import('./pusher/executor.ts')).pusherExecutor,
  HFImporter: async () => (await import('./hf-importer/executor.ts')).hfImporterExecutor,
  HFPusher: async () => (await import('./hf-pusher/executor.ts')).hfPusherExecutor,
  VertexPusher: async () => (await import('./vertex-pusher/executor.ts')).vertexPusherExecutor,
  VertexTrainer: async () => (await import('./vertex-trainer/executor.ts')).vertexTrainerExecutor,
};
