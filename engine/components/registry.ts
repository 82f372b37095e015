import type { ComponentDefinition } from '../pipeline/component.ts';
import { bulkInferrer } from './bulk-inferrer/definition.ts';
import { continuousEvaluator } from './continuous-evaluator/definition.ts';
import { deployedModelResolver } from './deployed-model-resolver/definition.ts';
import { evaluator } from './evaluator/definition.ts';
import { exampleGen } from './example-gen/definition.ts';
import { exampleValidator } from './example-validator/definition.ts';
import { hfImporter } from './hf-importer/definition.ts';
import { hfPusher } from './hf-pusher/definition.ts';
import { importSchemaGen } from './import-schema-gen/definition.ts';
import { infraValidator } from './infra-validator/definition.ts';
import { pusher } from './pusher/definition.ts';
import { resolver } from './resolver/definition.ts';
import { schemaGen } from './schema-gen/definition.ts';
import { statisticsGen } from './statistics-gen/definition.ts';
import { trainer } from './trainer/definition.ts';
import { transform } from './transform/definition.ts';
import { tuner } from './tuner/definition.ts';
import { vertexPusher } from './vertex-pusher/definition.ts';
import { vertexTrainer } from './vertex-trainer/definition.ts';

/**
 * Every component, in the order the palette shows them. To add one, see docs/adding-a-component.md: a folder with
 * `definition.ts` and `executor.ts`, a line here and a line in `executors.ts`.
 */
// biome-ignore lint/suspicious/noExplicitAny: a list of definitions with different parameter types
export const components: readonly ComponentDefinition<any>[] = [
  exampleGen,
  statisticsGen,
  schemaGen,
  importSchemaGen,
  exampleValidator,
  transform,
  tuner,
  trainer,
  resolver,
  hfImporter,
  evaluator,
  infraValidator,
  bulkInferrer,
  deployedModelResolver,
  continuousEvaluator,
  pusher,
  hfPusher,
  vertexPusher,
  vertexTrainer,
];

export function findComponent(name: string): ComponentDefinition | undefined {
  return components.find((component) => component.name === name);
}
