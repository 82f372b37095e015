import { join } from 'node:path';
import type { Notebook } from '../../../pipeline/notebook.ts';
import type { Signature } from '../../../tensorflow/saved-model/signature.ts';
import { readSignatures } from '../../../tensorflow/saved-model/signature.ts';
import { servingFolder } from '../model-files.ts';
import { inputOf, type PushMaterial } from '../push-material.ts';
import type { PushTarget } from '../push-target.ts';
import { type DataFacts, readDataFacts } from './data-facts.ts';
import { type EvaluationFacts, readEvaluationFacts } from './evaluation-facts.ts';
import { readTrainingHistory, type TrainingSeries } from './training-history.ts';

/** Everything the card tells, read from the run. */
export interface CardFacts {
  readonly material: PushMaterial;
  readonly target: PushTarget;
  readonly version: string;
  readonly hubUrl: string;
  readonly title: string;
  readonly notebook: Notebook | null;
  readonly signatures: readonly Signature[];
  readonly evaluation: EvaluationFacts | null;
  readonly data: DataFacts;
  readonly history: readonly TrainingSeries[];
  readonly hasBrowserModel: boolean;
}

/** Reads what the card tells from the artifacts that are connected. */
export async function readCardFacts(
  known: Pick<
    CardFacts,
    'material' | 'target' | 'version' | 'hubUrl' | 'title' | 'notebook' | 'hasBrowserModel'
  >,
): Promise<CardFacts> {
  const pathOf = (key: string) => inputOf(known.material, key)?.path;
  const evaluation = pathOf('evaluation');
  const run = pathOf('model_run');
  return {
    ...known,
    signatures: await readSignatures(join(pathOf('model') ?? '', servingFolder)),
    evaluation: evaluation === undefined ? null : await readEvaluationFacts(evaluation),
    data: await readDataFacts({ statistics: pathOf('statistics'), schema: pathOf('schema') }),
    history: run === undefined ? [] : await readTrainingHistory(run),
  };
}

/** When this version was made, in UTC to the second; taken from its name, so that a repeated push says the same. */
export function versionDate(version: string): string {
  return `${new Date(Number(version.slice(1)) * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
