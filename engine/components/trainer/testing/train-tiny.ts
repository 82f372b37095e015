import type { InputArtifact } from '../../../pipeline/component.ts';
import { trainer } from '../definition.ts';
import { executeTrainer } from '../executor.ts';
import { contextFor, type TestContext, type TinyPipeline } from './tiny-pipeline.ts';

export interface TrainGiven {
  readonly pipeline: TinyPipeline;
  /** What Transform made of it. */
  readonly inputs: Record<string, InputArtifact[]>;
  /** A state folder of an earlier attempt. */
  readonly state?: string;
  readonly signal?: AbortSignal;
}

/** Runs the Trainer with `model.ts` of a tiny pipeline: two epochs, unless parameters say otherwise. */
export async function trainTiny(
  parameters: Record<string, unknown>,
  { pipeline, ...given }: TrainGiven,
): Promise<TestContext> {
  const made = await contextFor(trainer, pipeline, {
    ...given,
    parameters: { module_file: 'model.ts', epochs: 2, batch_size: 8, learning_rate: 0.01, ...parameters },
  });
  await executeTrainer(made.context as Parameters<typeof executeTrainer>[0]);
  return made;
}

/** The values of a curve that were reported, in order. */
export function valuesOf({ reports }: TestContext, tag: string): number[] {
  return reports
    .filter(({ kind }) => kind === 'metrics')
    .flatMap(({ value }) => (value as { values: Record<string, number> }).values[tag] ?? []);
}
