import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SchemaSchema } from '../../formats/proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import { parseTextProto } from '../../formats/text-proto/parse-text-proto.ts';
import { printTextProto } from '../../formats/text-proto/print-text-proto.ts';
import type { Executor, ExecutorContext, InputArtifact, Properties } from '../../pipeline/component.ts';
import { writeEmptyCheckpoint } from '../../tensorflow/saved-model/empty-checkpoint.ts';
import { exportSavedModel } from '../../tensorflow/saved-model/export-saved-model.ts';
import { SavedModelSession } from '../../tensorflow/saved-model/session.ts';
import { splitFiles } from '../examples-artifact.ts';
import { loadUserModule } from '../user-modules/load-user-module.ts';
import { type AnalyzeOptions, analyze } from './analyze.ts';
import type { TransformParameters } from './definition.ts';
import { type ExampleSplit, exampleSplits, findSplit } from './example-splits.ts';
import { type Preprocessing, usedFeatures } from './preprocessing.ts';
import { rawFeatures } from './raw-features.ts';
import { TransformError } from './transform-error.ts';
import { transformExamples } from './transform-examples.ts';
import { buildTransformGraph } from './transform-graph.ts';
import { beyond32Bits, writeAnomalies, writeStatistics } from './transform-statistics.ts';
import { transformedSchema } from './transformed-schema.ts';

type Context = ExecutorContext<TransformParameters>;

/** Runs Transform: analyse, freeze what was found into a graph, and run that graph over every split. */
export const executeTransform: Executor<TransformParameters> = async (context) => {
  const { parameters, notebookDirectory } = context;
  const schemaFile = path.join(onlyInput(context, 'schema').path, 'schema.pbtxt');
  const features = await readFeatures(context, schemaFile);
  const module = await loadUserModule(path.resolve(notebookDirectory, parameters.module_file));
  const examples = onlyInput(context, 'examples');
  const splits = await exampleSplits(examples);
  const analyzed = parameters.analyze_splits.flatMap((name) => findSplit(splits, name).files);
  const preprocessing = await analyzeSplits(context, { module, features, files: analyzed });
  await writeTransformGraph(context, schemaFile, preprocessing);
  await transformSplits(context, splits);
  if (!parameters.disable_statistics) {
    await writeAllStatistics(context, preprocessing, analyzed);
  }
  return {
    outputs: {
      transformed_examples: {
        properties: { split_names: examples.properties.split_names ?? '[]' },
        customProperties: passedOn(examples.customProperties),
      },
    },
  };
};

async function analyzeSplits(
  context: Context,
  what: Pick<AnalyzeOptions, 'module' | 'features' | 'files'>,
): Promise<Preprocessing> {
  const directory = path.join(context.stateDirectory, 'analysis');
  try {
    return await analyze({
      ...what,
      directory,
      signal: context.signal,
      onRecords: recordCounter(context, 'Analyzing'),
    });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function recordCounter({ report }: Context, message: string): (count: number) => void {
  let done = 0;
  return (count) => {
    done += count;
    report.progress({ done, total: null, unit: 'records', message });
  };
}

/** What viewers of the examples need to know about their classes holds after preprocessing too. */
function passedOn({ classes }: Properties): Properties {
  return classes === undefined ? {} : { classes };
}

async function readFeatures(context: Context, schemaFile: string) {
  const schema = parseTextProto(SchemaSchema, await readFile(schemaFile, 'utf8'), schemaFile);
  const { features, skipped } = rawFeatures(schema);
  if (skipped.length > 0) {
    context.report.log(
      'warning',
      `Left out ${skipped.map((name) => `"${name}"`).join(', ')}: only features of type INT, FLOAT and BYTES can be transformed`,
    );
  }
  if (features.length === 0) {
    throw new TransformError('unusable-feature', 'The schema has no feature of type INT, FLOAT or BYTES', {
      hint: 'SchemaGen infers a schema from the statistics of the examples',
      location: { file: schemaFile },
    });
  }
  return features;
}

/** Lays out the transform graph and the two schemas as tft's TFTransformOutput reads them. */
async function writeTransformGraph(
  { outputs, stateDirectory, report }: Context,
  schemaFile: string,
  preprocessing: Preprocessing,
): Promise<void> {
  const transformed = printTextProto(SchemaSchema, transformedSchema(preprocessing.outputs));
  const root = outputPath(outputs, 'transform_graph');
  const directory = path.join(root, 'transform_fn');
  await writeEmptyCheckpoint(
    path.join(directory, 'variables', 'variables'),
    path.join(stateDirectory, 'checkpoint-writer'),
  );
  const unnamed = await exportSavedModel(directory, buildTransformGraph(preprocessing), []);
  if (unnamed.length > 0) {
    report.log('warning', `TFTransformOutput cannot read a graph with the operations ${unnamed.join(', ')}`);
  }
  await mkdir(path.join(root, 'metadata'));
  await mkdir(path.join(root, 'transformed_metadata'));
  await copyFile(schemaFile, path.join(root, 'metadata', 'schema.pbtxt'));
  await writeFile(path.join(root, 'transformed_metadata', 'schema.pbtxt'), transformed);
  await copyFile(schemaFile, path.join(outputPath(outputs, 'pre_transform_schema'), 'schema.pbtxt'));
  await writeFile(path.join(outputPath(outputs, 'post_transform_schema'), 'schema.pbtxt'), transformed);
}

async function transformSplits(context: Context, splits: readonly ExampleSplit[]): Promise<void> {
  const { outputs, signal } = context;
  const directory = outputPath(outputs, 'transformed_examples');
  const onRecords = recordCounter(context, 'Transforming');
  using session = await SavedModelSession.open(
    path.join(outputPath(outputs, 'transform_graph'), 'transform_fn'),
  );
  for (const split of splits) {
    await transformExamples({ session, split, directory, signal, onRecords });
  }
}

/** Statistics before (analysed splits, features in use) and after (all splits), and the latter against their schema. */
async function writeAllStatistics(
  { outputs, signal, report }: Context,
  preprocessing: Preprocessing,
  analyzed: readonly string[],
): Promise<void> {
  report.progress({ done: 0, total: null, unit: 'records', message: 'Computing statistics' });
  const transformed = outputPath(outputs, 'transformed_examples');
  const folders = (await readdir(transformed)).sort();
  const files = await Promise.all(
    folders.map((folder) => splitFiles(transformed, folder.replace(/^Split-/, ''))),
  );
  const only = usedFeatures(preprocessing);
  const before = await writeStatistics(outputPath(outputs, 'pre_transform_stats'), analyzed, {
    only,
    signal,
  });
  const wrapped = beyond32Bits(before);
  if (wrapped.length > 0) {
    report.log(
      'warning',
      `Integers of ${wrapped.map((name) => `"${name}"`).join(', ')} are too large for preprocessingFn, which takes 32 bits of them: store such numbers as text`,
    );
  }
  const after = await writeStatistics(outputPath(outputs, 'post_transform_stats'), files.flat(), { signal });
  const anomalous = await writeAnomalies(
    outputPath(outputs, 'post_transform_anomalies'),
    after,
    transformedSchema(preprocessing.outputs),
  );
  if (anomalous.length > 0) {
    report.log('warning', `Transformed features do not follow their schema: ${anomalous.join(', ')}`);
  }
}

function onlyInput({ inputs }: Context, key: string): InputArtifact {
  const [artifact] = inputs[key] ?? [];
  if (artifact === undefined) {
    throw new TransformError('no-examples', `Transform needs the input "${key}"`);
  }
  return artifact;
}

function outputPath(outputs: Context['outputs'], key: string): string {
  const output = outputs[key];
  if (output === undefined) {
    throw new Error(`Output "${key}" is not declared`);
  }
  return output.path;
}
