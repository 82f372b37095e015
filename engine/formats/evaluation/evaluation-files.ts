import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  create,
  type DescMessage,
  fromBinary,
  fromJsonString,
  type MessageShape,
  toBinary,
  toJson,
} from '@bufbuild/protobuf';
import {
  type EvalConfig,
  type EvalRun,
  EvalRunSchema,
} from '../proto/gen/tensorflow_model_analysis/proto/config_pb.js';
import {
  AttributionsForSliceSchema,
  type MetricsForSlice,
  MetricsForSliceSchema,
  type PlotsForSlice,
  PlotsForSliceSchema,
} from '../proto/gen/tensorflow_model_analysis/proto/metrics_for_slice_pb.js';
import {
  type ValidationResult,
  ValidationResultSchema,
} from '../proto/gen/tensorflow_model_analysis/proto/validation_result_pb.js';
import { frameRecords } from '../tfrecord/frame.ts';
import { readRecordBatches } from '../tfrecord/read-record-batches.ts';
import { EvaluationError } from './evaluation-error.ts';

/** The TFMA release whose files these are; its readers ask for it. */
const tfmaVersion = '0.52.0';

const files = {
  run: 'eval_config.json',
  metrics: 'metrics-00000-of-00001.tfrecord',
  plots: 'plots-00000-of-00001.tfrecord',
  attributions: 'attributions-00000-of-00001.tfrecord',
  validations: 'validations.tfrecord',
} as const;

/** Everything TFMA keeps of an evaluation. `validation` is null when no threshold was set. */
export interface EvaluationFiles {
  readonly config: EvalConfig;
  /** Folder of each model by its name in the config. */
  readonly modelLocations: Readonly<Record<string, string>>;
  readonly metrics: readonly MetricsForSlice[];
  readonly plots: readonly PlotsForSlice[];
  readonly validation: ValidationResult | null;
}

/** Writes the folder that `tfma.load_eval_result` and `tfma.load_validation_result` open: TFMA's, by its names. */
export async function writeEvaluationFiles(directory: string, evaluation: EvaluationFiles): Promise<void> {
  await mkdir(directory, { recursive: true });
  const attributions = evaluation.metrics.map(({ slicingSpecOneof }) =>
    create(AttributionsForSliceSchema, { slicingSpecOneof }),
  );
  await writeFile(path.join(directory, files.run), evalRunText(evaluation));
  await writeRecords(path.join(directory, files.metrics), MetricsForSliceSchema, evaluation.metrics);
  await writeRecords(path.join(directory, files.plots), PlotsForSliceSchema, evaluation.plots);
  await writeRecords(path.join(directory, files.attributions), AttributionsForSliceSchema, attributions);
  if (evaluation.validation !== null) {
    await writeRecords(path.join(directory, files.validations), ValidationResultSchema, [
      evaluation.validation,
    ]);
  }
}

/** Reads an evaluation's folder, TFMA's or ours. @throws EvaluationError "damaged-evaluation" */
export async function readEvaluationFiles(directory: string): Promise<EvaluationFiles> {
  const run = await readEvalRun(path.join(directory, files.run));
  const validations = await readRecords(path.join(directory, files.validations), ValidationResultSchema, []);
  return {
    config: run.evalConfig ?? damaged(path.join(directory, files.run), 'it holds no evalConfig'),
    modelLocations: run.modelLocations,
    metrics: await readRecords(path.join(directory, files.metrics), MetricsForSliceSchema),
    plots: await readRecords(path.join(directory, files.plots), PlotsForSliceSchema, []),
    validation: validations[0] ?? null,
  };
}

/** `eval_config.json` byte for byte as Python's `MessageToJson` writes it. */
function evalRunText(evaluation: EvaluationFiles): string {
  const run = create(EvalRunSchema, {
    evalConfig: evaluation.config,
    version: tfmaVersion,
    dataLocation: '<user provided PCollection>',
    fileFormat: '<unknown>',
    modelLocations: { ...evaluation.modelLocations },
  });
  return `${JSON.stringify(toJson(EvalRunSchema, run), null, 2)}\n`;
}

async function readEvalRun(file: string): Promise<EvalRun> {
  try {
    return fromJsonString(EvalRunSchema, await readFile(file, 'utf8'), { ignoreUnknownFields: true });
  } catch (cause) {
    return damaged(file, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

async function writeRecords<Schema extends DescMessage>(
  file: string,
  schema: Schema,
  messages: readonly MessageShape<Schema>[],
): Promise<void> {
  await writeFile(file, frameRecords(messages.map((message) => toBinary(schema, message))));
}

/** `whenMissing` stands for a file that need not be there. */
async function readRecords<Schema extends DescMessage>(
  file: string,
  schema: Schema,
  whenMissing?: MessageShape<Schema>[],
): Promise<MessageShape<Schema>[]> {
  if (whenMissing !== undefined && !existsSync(file)) {
    return whenMissing;
  }
  try {
    const messages: MessageShape<Schema>[] = [];
    for await (const { records } of readRecordBatches(file)) {
      messages.push(...records.map((record) => fromBinary(schema, record)));
    }
    return messages;
  } catch (cause) {
    return damaged(file, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function damaged(file: string, why: string, cause?: unknown): never {
  throw new EvaluationError('damaged-evaluation', `Cannot read "${file}": ${why}`, {
    hint: 'Run the Evaluator again to make the evaluation anew',
    location: { file },
    cause,
  });
}
