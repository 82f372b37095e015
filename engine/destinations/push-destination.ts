import type { ArtifactView } from '../contract/artifact.ts';
import type { PushedVersionView, PushPlan, PushRecord } from '../contract/push.ts';

/** An artifact with the absolute folder it lies in. */
export type LocatedArtifact = ArtifactView & { readonly path: string };

/** A push cell as it stands in the notebook, before it runs. */
export interface PushCell {
  readonly id: string;
  readonly component: string;
  /** Validated, defaults filled in. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What its inputs would read if it ran now; a key without artifacts is missing. */
  readonly inputs: Readonly<Record<string, readonly LocatedArtifact[]>>;
}

export interface DestinationContext {
  readonly notebookDirectory: string;
  readonly pipelineRoot: string;
  readonly pipelineName: string;
  readonly signal: AbortSignal;
}

/** One past push: the PushedModel artifact and what made it. */
export interface PastPush {
  readonly artifact: LocatedArtifact;
  readonly executionId: number;
  readonly cell: string;
  /** The parameters it ran with. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly modelArtifactId: number | null;
}

/** What only the destination knows about a push. */
export type PushDetails = Pick<PushRecord, 'version' | 'destination' | 'links' | 'current'>;

/** A place models are pushed to, as the push viewer needs it. The push itself is the component's executor. */
export interface PushDestination {
  readonly component: string;
  readonly kind: PushRecord['kind'];
  /** The dry run: reads the destination, changes nothing. `compareWith` names a version in place of the newest. */
  plan(cell: PushCell, context: DestinationContext, compareWith?: string): Promise<PushPlan>;
  /** Versions that are there now, newest first. */
  versions?(cell: PushCell, context: DestinationContext): Promise<readonly PushedVersionView[]>;
  /** Details of past pushes, by the artifact's id; those not named are shown as their properties say. */
  describe(
    pushes: readonly PastPush[],
    context: DestinationContext,
  ): Promise<ReadonlyMap<number, PushDetails>>;
  /** Makes an earlier push the one that serves. @throws ReportedError when it is no longer there */
  rollback?(push: PastPush, context: DestinationContext): Promise<void>;
  /** Values to offer for a parameter of the cell. */
  choices?(
    cell: PushCell,
    parameter: string,
    context: DestinationContext,
  ): Promise<readonly { readonly value: string; readonly label: string }[]>;
}
