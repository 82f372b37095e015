import type { PushInput } from '../pusher/pushable-model.ts';
import type { HFPusherParameters } from './definition.ts';

/** An input as dry run and push both know it. */
export type MaterialArtifact = PushInput & { readonly type: string };

/** What a push is made of, before it is known where it goes. */
export interface PushMaterial {
  readonly parameters: HFPusherParameters;
  readonly inputs: Readonly<Record<string, readonly MaterialArtifact[]>>;
  readonly notebookDirectory: string;
  readonly pipelineName: string;
}

/** The first artifact of an input, if it is connected. */
export function inputOf(material: PushMaterial, key: string): MaterialArtifact | undefined {
  return material.inputs[key]?.[0];
}
