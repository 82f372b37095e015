import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encodeExample } from '../../../formats/example/encode-example.ts';
import { floatFeature, intFeature } from '../../../formats/example/feature-value.ts';
import { RecordWriter } from '../../../formats/tfrecord/record-writer.ts';
import type {
  ComponentDefinition,
  ExecutionReporter,
  ExecutorContext,
  InputArtifact,
} from '../../../pipeline/component.ts';
import { transform } from '../../transform/definition.ts';
import { executeTransform } from '../../transform/executor.ts';
import { Random } from '../input/random.ts';

export const SIDE = 16;

const SCHEMA = ['image', 'label']
  .map((name) => {
    const sizes = name === 'image' ? [SIDE, SIDE, 3] : [SIDE, SIDE];
    const dims = sizes.map((size) => `dim { size: ${size} }`).join(' ');
    return `feature { name: "${name}" type: FLOAT presence { min_fraction: 1.0 } shape { ${dims} } }`;
  })
  .join('\n');

const PREPROCESSING = `
export function preprocessingFn(inputs) {
  return { image_xf: inputs.image.div(127.5).sub(1), label_xf: inputs.label };
}`;

const MODEL = `
import * as tf from '@tensorflow/tfjs';
export function buildModel({ filters = 4 }) {
  const input = tf.input({ shape: [${SIDE}, ${SIDE}, 3], name: 'image_xf' });
  const conv = tf.layers.conv2d({ name: 'conv', filters, kernelSize: 3, padding: 'same', useBias: false }).apply(input);
  const norm = tf.layers.batchNormalization({ name: 'norm' }).apply(conv);
  const kept = tf.layers.dropout({ name: 'dropout', rate: 0.1 }).apply(tf.layers.reLU({ maxValue: 6 }).apply(norm));
  const logits = tf.layers.conv2d({ name: 'label_xf', filters: 2, kernelSize: 1 }).apply(kept);
  return tf.model({ inputs: input, outputs: logits });
}`;

/** A real data set of small pictures, with everything that Transform and Trainer read. */
export interface TinyPipeline {
  readonly folder: string;
  readonly examples: InputArtifact;
  readonly schema: InputArtifact;
}

/** Writes 24 training and 8 validation pictures: class 1 where a picture is bright. */
export async function tinyPipeline(
  modules: { preprocessing?: string; model?: string } = {},
): Promise<TinyPipeline> {
  const folder = await mkdtemp(path.join(tmpdir(), 'millrace-tiny-'));
  await writeFile(path.join(folder, 'preprocessing.ts'), modules.preprocessing ?? PREPROCESSING);
  await writeFile(path.join(folder, 'model.ts'), modules.model ?? MODEL);
  await mkdir(path.join(folder, 'schema'));
  await writeFile(path.join(folder, 'schema', 'schema.pbtxt'), SCHEMA);
  await writeSplit(folder, 'train', 24);
  await writeSplit(folder, 'eval', 8);
  return {
    folder,
    examples: artifact('Examples', path.join(folder, 'examples'), { split_names: '["train", "eval"]' }),
    schema: artifact('Schema', path.join(folder, 'schema')),
  };
}

/** Runs Transform on a tiny pipeline and gives the inputs of a Trainer. */
export async function transformed(pipeline: TinyPipeline): Promise<Record<string, InputArtifact[]>> {
  const { context } = await contextFor(transform, pipeline, {
    inputs: { examples: [pipeline.examples], schema: [pipeline.schema] },
    parameters: { module_file: 'preprocessing.ts', disable_statistics: true },
  });
  await executeTransform(context as Parameters<typeof executeTransform>[0]);
  const { transformed_examples: examples, transform_graph: graph } = context.outputs;
  return {
    examples: [artifact('Examples', examples?.path ?? '', { split_names: '["train", "eval"]' })],
    transform_graph: [artifact('TransformGraph', graph?.path ?? '')],
  };
}

export interface TestContext {
  readonly context: ExecutorContext;
  /** What the executor reported, in order. */
  readonly reports: { readonly kind: string; readonly value: unknown }[];
}

/** A context for an executor with fresh output folders below the pipeline's folder. */
export async function contextFor(
  definition: ComponentDefinition,
  { folder }: TinyPipeline,
  given: {
    readonly inputs: Record<string, InputArtifact[]>;
    readonly parameters: Record<string, unknown>;
    readonly state?: string;
    readonly signal?: AbortSignal;
  },
): Promise<TestContext> {
  const root = await mkdtemp(path.join(folder, 'run-'));
  const reports: TestContext['reports'] = [];
  const outputs = await Promise.all(
    Object.entries(definition.outputs).map(async ([key, { type }]) => {
      const output = path.join(root, key);
      await mkdir(output);
      return [key, { type, path: output, finalUri: output }] as const;
    }),
  );
  const stateDirectory = given.state ?? path.join(root, 'state');
  await mkdir(stateDirectory, { recursive: true });
  const context: ExecutorContext = {
    parameters: definition.parameters.parse(given.parameters) as Record<string, unknown>,
    inputs: given.inputs,
    outputs: Object.fromEntries(outputs),
    notebookDirectory: folder,
    pipelineName: 'tiny',
    pipelineRoot: root,
    runId: 'run',
    executionId: 1,
    stateDirectory,
    sources: [],
    preparedProperties: {},
    secrets: {},
    signal: given.signal ?? new AbortController().signal,
    report: reporter(reports),
  };
  return { context, reports };
}

function reporter(reports: TestContext['reports']): ExecutionReporter {
  const keep = (kind: string) => (value: unknown) => void reports.push({ kind, value });
  return {
    progress: keep('progress'),
    log: (level, message) => void reports.push({ kind: level, value: message }),
    metrics: keep('metrics'),
    samples: keep('samples'),
    checkpoint: keep('checkpoint'),
  };
}

export function artifact(
  type: InputArtifact['type'],
  folder: string,
  properties: InputArtifact['properties'] = {},
): InputArtifact {
  return { id: 1, type, path: folder, uri: folder, digest: '', properties, customProperties: {} };
}

async function writeSplit(folder: string, split: string, count: number): Promise<void> {
  const directory = path.join(folder, 'examples', `Split-${split}`);
  await mkdir(directory, { recursive: true });
  const random = new Random(count);
  await using writer = await RecordWriter.create(path.join(directory, 'data_tfrecord-00000-of-00001.gz'));
  for (let record = 0; record < count; record += 1) {
    const brightness = Array.from({ length: SIDE * SIDE }, () => random.uniform());
    await writer.write(
      encodeExample(
        new Map([
          ['image', floatFeature(brightness.flatMap((value) => [value * 255, value * 200, value * 100]))],
          ['label', floatFeature(brightness.map((value) => (value > 0.5 ? 1 : 0)))],
          ['id', intFeature([record])],
        ]),
      ),
    );
  }
}
