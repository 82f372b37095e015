import path from 'node:path';
import { servingDirectory } from '../serving-directory.ts';

/** The part of an artifact that decides about a push, known both to an executor and to a dry run. */
export interface PushInput {
  readonly id: number;
  readonly path: string;
  readonly uri: string;
  readonly digest: string | null;
  readonly customProperties: Readonly<Record<string, unknown>>;
}

export type PushInputs = Readonly<Record<string, readonly PushInput[]>>;

/** Why a model may not be pushed, in words; null when it may. Decided by custom properties, never by files. */
export function pushRefusal(inputs: PushInputs): string | null {
  const [blessing] = inputs.model_blessing ?? [];
  const [infra] = inputs.infra_blessing ?? [];
  if (blessing !== undefined && blessing.customProperties.blessed !== 1) {
    return blessing.customProperties.blessed === undefined
      ? 'The model was not validated: the Evaluator has no threshold, so it neither blessed nor refused it'
      : 'The Evaluator did not bless the model: it failed a threshold';
  }
  if (infra !== undefined && infra.customProperties.blessed !== 1) {
    return 'The InfraValidator did not bless the model: it could not be served';
  }
  return null;
}

/** The serving model to push: from an infra blessing with warm-up requests where there is one, else the model's. */
export function pushableModel(
  inputs: PushInputs,
): { readonly directory: string; readonly source: PushInput } | null {
  const [infra] = inputs.infra_blessing ?? [];
  if (infra?.customProperties.has_model === 1) {
    return { directory: path.join(infra.path, 'stamped_model'), source: infra };
  }
  const [model] = inputs.model ?? [];
  if (model === undefined) {
    return null;
  }
  return { directory: servingDirectory(model), source: model };
}
