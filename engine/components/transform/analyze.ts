import path from 'node:path';
import { SavedModelSession } from '../../tensorflow/saved-model/session.ts';
import { writeSavedModel } from '../../tensorflow/saved-model/write-saved-model.ts';
import type { FeatureSpec } from '../../tensorflow/serving/parse-examples.ts';
import type { UserModule } from '../user-modules/load-user-module.ts';
import { createAccumulator } from './analyzers/accumulators.ts';
import type { AnalyzerResult } from './analyzers/analyzer-spec.ts';
import { type Preprocessing, tracePreprocessing } from './preprocessing.ts';
import { runOnRecords } from './run-on-records.ts';
import { serializedBatches } from './serialized-batches.ts';
import { TransformError } from './transform-error.ts';
import { ANALYSIS_SIGNATURE, buildAnalysisGraph } from './transform-graph.ts';

export interface AnalyzeOptions {
  readonly module: UserModule;
  readonly features: readonly FeatureSpec[];
  /** Record files of the analysed splits. */
  readonly files: readonly string[];
  /** For the programs of the passes; may be removed afterwards. */
  readonly directory: string;
  readonly signal: AbortSignal;
  readonly onRecords?: (count: number) => void;
}

/**
 * Finds what the analyzers of the preprocessing function ask for, and gives the function with the answers frozen in.
 * All analyzers share one pass over the data; only those that look at another's result need a further one.
 */
export async function analyze(options: AnalyzeOptions): Promise<Preprocessing> {
  const results: AnalyzerResult[] = [];
  for (let pass = 0; ; pass += 1) {
    const preprocessing = tracePreprocessing(options.module, options.features, results);
    const open = preprocessing.calls.flatMap((call, index) =>
      results[index] === undefined ? [{ call, index }] : [],
    );
    const ready = open.filter(({ call }) => call.ready);
    if (open.length === 0) {
      return preprocessing;
    }
    if (ready.length === 0) {
      throw new TransformError('analyzers-changed', 'The analyzers of preprocessingFn wait for each other', {
        hint: 'Call the same analyzers in the same order each time the function runs',
      });
    }
    const found = await runPass(
      options,
      preprocessing,
      ready.map(({ call }) => call),
      pass,
    );
    for (const [position, { index }] of ready.entries()) {
      results[index] = found[position] as AnalyzerResult;
    }
  }
}

async function runPass(
  { files, directory, signal, onRecords }: AnalyzeOptions,
  preprocessing: Preprocessing,
  calls: Preprocessing['calls'],
  pass: number,
): Promise<AnalyzerResult[]> {
  const program = path.join(directory, `analysis-${pass}`);
  const outputs = [...new Set(calls.flatMap((call) => call.inputs))];
  await writeSavedModel(program, buildAnalysisGraph(preprocessing, outputs));
  using session = await SavedModelSession.open(program);
  const accumulators = calls.map(({ spec }) => createAccumulator(spec));
  for await (const records of serializedBatches(files, { signal })) {
    const tensors = runOnRecords(session, ANALYSIS_SIGNATURE, records);
    for (const [position, { inputs }] of calls.entries()) {
      accumulators[position]?.add(
        inputs.map((input) => tensors[String(input)] as NonNullable<(typeof tensors)[string]>),
      );
    }
    onRecords?.(records.length);
  }
  return accumulators.map((accumulator) => accumulator.result());
}
