import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { ReportedError } from '../../base/reported-error.ts';
import { resolveInside } from '../../base/resolve-inside.ts';
import type { ExecutionEvent } from '../../contract/execution.ts';
import type { modelMethods, TrainingView } from '../../contract/model.ts';
import { classLegend } from '../class-legend.ts';
import type { Handlers, PipelineAccess } from '../handler.ts';
import { modelView } from '../models/model-view.ts';
import { predictImage } from '../models/predict-image.ts';
import type { SignatureProcess } from '../models/signature-process.ts';
import { trainingView } from '../models/training-view.ts';
import { transformPreview } from '../models/transform-preview.ts';
import type { Workspace } from '../workspace.ts';

/** The calls about models and trainings; TensorFlow runs in `process` only. */
export function modelHandlers(
  workspace: Workspace,
  process: SignatureProcess,
): Handlers<typeof modelMethods> {
  return {
    'model.get': ({ artifactId }, { pipeline }) => modelView(pipeline.artifact(artifactId)),
    'training.get': async ({ executionId }, { pipeline }) => {
      const events = await workspace.session.reader.attemptEvents(executionId);
      const classes = classLegend(examplesOf(pipeline, executionId)?.customProperties);
      const samplesGone = await missingSamples(pipeline.executionDirectory(executionId), events);
      return trainingView(executionId, events, {
        trials: await readTrials(pipeline, executionId),
        ...(samplesGone !== null && { samplesGone }),
        ...(classes.length > 0 ? { classes } : {}),
      });
    },
    'transform.preview': async ({ artifactId, split, records }, { pipeline, signal }) => {
      const graph = pipeline.artifact(artifactId);
      const examples = graph.producer && examplesOf(pipeline, graph.producer.executionId);
      if (!examples) {
        throw new ReportedError('no-examples', 'The examples that this transform was made for are gone');
      }
      const rows = await transformPreview({
        process,
        transformGraph: graph.path,
        examples: pipeline.artifact(examples.id).path,
        split,
        records,
        signal,
      });
      return { rows: rows.map((row) => ({ ...row, before: { ...row.before }, after: { ...row.after } })) };
    },
    'model.predict': async ({ artifactId, image }, { pipeline, signal }) => {
      const model = pipeline.artifact(artifactId);
      const examples = model.producer && examplesOf(pipeline, model.producer.executionId);
      const predicted = await predictImage({
        process,
        path: model.path,
        image,
        legend: (count) => classLegend(examples?.customProperties, count),
        signal,
      });
      return { ...predicted, classes: [...predicted.classes] };
    },
  };
}

function examplesOf(pipeline: PipelineAccess, executionId: number) {
  return pipeline.executionInputs(executionId).examples?.[0];
}

/** The folder that the newest samples should lie in, where it has lost them. */
async function missingSamples(folder: string, events: readonly ExecutionEvent[]): Promise<string | null> {
  const newest = events.findLast((event) => event.type === 'samples')?.images[0];
  if (newest === undefined) return null;
  const file = resolveInside(folder, newest.prediction);
  return (await stat(file).catch(() => null)) === null ? path.dirname(file) : null;
}

const tunerResults = z.array(
  z.looseObject({ trial_id: z.string(), score: z.number().nullable() }).catchall(z.json()),
);

/** What a Tuner found, from its `tuner_results.json`; empty for other executions and while it runs. */
async function readTrials(pipeline: PipelineAccess, executionId: number): Promise<TrainingView['trials']> {
  const [results] = pipeline.execution(executionId).outputs.tuner_results ?? [];
  if (results === undefined) {
    return [];
  }
  const file = path.join(pipeline.artifact(results.id).path, 'tuner_results.json');
  const trials = tunerResults.parse(JSON.parse(await readFile(file, 'utf8')));
  return trials.map(({ trial_id: trial, score, ...hyperparameters }) => ({
    trial,
    score,
    hyperparameters: hyperparameters as Record<string, z.core.util.JSONType>,
  }));
}
