import type * as z from 'zod';
import type { ArtifactView } from '../contract/artifact.ts';
import type { MethodContract } from '../contract/method.ts';
import type { ExecutionView } from '../contract/notebook.ts';
import type { LocatedArtifact, PushCell } from '../destinations/push-destination.ts';
import type { ArtifactTypeName } from '../pipeline/artifact-types.ts';

/** What a handler of one area may ask of the open pipeline without knowing how it is run. */
export interface PipelineAccess {
  /** An artifact and its absolute folder, which is there. @throws ReportedError "no-such-artifact", "files-gone" */
  artifact(artifactId: number): ArtifactView & { readonly path: string };
  /** An artifact whose files may have been removed. @throws ReportedError "no-such-artifact" */
  knownArtifact(artifactId: number): ArtifactView & { readonly path: string };
  /** @throws ReportedError "no-such-execution" */
  execution(executionId: number): ExecutionView;
  /** Input artifacts of an execution by input key. */
  executionInputs(executionId: number): Readonly<Record<string, readonly ArtifactView[]>>;
  /** Executions that read an artifact, newest first. */
  consumers(artifactId: number): readonly ExecutionView[];
  /** Live artifacts of a type in this pipeline, newest first. */
  artifacts(type: ArtifactTypeName): readonly LocatedArtifact[];
  /** A component cell with its parameters validated and what it would read now. @throws ReportedError "no-such-cell" */
  cell(id: string): PushCell;
  readonly pipelineName: string;
  /** Folder of the open notebook; files that a viewer edits lie below it. */
  readonly notebookDirectory: string;
  readonly pipelineRoot: string;
  /** For what can be made again: record indices, thumbnails. */
  readonly cacheDirectory: string;
  /** Where a running or finished execution keeps its samples and event files. */
  executionDirectory(executionId: number): string;
}

export interface HandlerContext {
  /** @throws ReportedError "no-notebook" while none is open */
  readonly pipeline: PipelineAccess;
  readonly signal: AbortSignal;
}

/** The functions that answer the methods of one area of the contract. */
export type Handlers<Methods extends Record<string, MethodContract>, Context = HandlerContext> = {
  readonly [Name in keyof Methods]: (
    params: z.output<Methods[Name]['params']>,
    context: Context,
  ) => Promise<z.input<Methods[Name]['result']>>;
};
