import type * as z from 'zod';
import type { ArtifactTypeName } from './artifact-types.ts';

/** A property of an artifact or execution as ML Metadata can hold it; objects become Struct values. */
export type PropertyValue = string | number | boolean | { readonly [key: string]: unknown };
export type Properties = Readonly<Record<string, PropertyValue>>;

export interface InputSpec {
  readonly types: readonly ArtifactTypeName[];
  readonly optional?: boolean;
  readonly description: string;
}

export interface OutputSpec {
  readonly type: ArtifactTypeName;
  readonly description: string;
}

/** An artifact handed to an executor. `path` is its absolute folder, never to be written to. */
export interface InputArtifact {
  readonly id: number;
  readonly type: ArtifactTypeName;
  readonly path: string;
  /** The URI as recorded, for custom properties such as `current_model`. */
  readonly uri: string;
  readonly digest: string;
  readonly properties: Properties;
  readonly customProperties: Properties;
}

/** Where an executor writes one output. `path` exists, is empty, and becomes the artifact only on success. */
export interface OutputTarget {
  readonly type: ArtifactTypeName;
  readonly path: string;
  /** Where `path` will be moved to on success, for records that name it. */
  readonly finalUri: string;
}

export interface ProgressUpdate {
  readonly done: number;
  /** Null while the total is unknown. */
  readonly total: number | null;
  /** Plural noun: "images", "records", "steps", "bytes". */
  readonly unit: string;
  readonly message?: string;
}

/** How an executor tells what it does. Calls are cheap; the engine thins them out. */
export interface ExecutionReporter {
  progress(update: ProgressUpdate): void;
  log(level: 'debug' | 'info' | 'warning' | 'error', message: string): void;
  metrics(update: {
    step: number;
    epoch?: number;
    trial?: string;
    values: Readonly<Record<string, number | null>>;
  }): void;
  samples(update: {
    epoch: number;
    images: readonly { id: string; image: string; label?: string; prediction: string }[];
  }): void;
  checkpoint(update: { epoch: number; step: number; best: boolean }): void;
}

export interface ExecutorContext<Parameters = Record<string, unknown>> {
  /** Validated, defaults filled in. */
  readonly parameters: Parameters;
  readonly inputs: Readonly<Record<string, readonly InputArtifact[]>>;
  readonly outputs: Readonly<Record<string, OutputTarget>>;
  /** Paths in parameters are relative to this folder. */
  readonly notebookDirectory: string;
  /** Absolute; what is pushed to a folder lies below it unless the parameters say otherwise. */
  readonly pipelineRoot: string;
  readonly pipelineName: string;
  readonly runId: string;
  readonly executionId: number;
  /** Kept across attempts with the same key (checkpoints); removed after success. */
  readonly stateDirectory: string;
  /** Files found by the definition's `prepare`, in its order. */
  readonly sources: readonly string[];
  /** What `prepare` put on the execution (span, input_fingerprint...). */
  readonly preparedProperties: Properties;
  /** Secrets by name ("huggingface", "google"), only for components that declare them; never logged or stored. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly report: ExecutionReporter;
}

export interface ExecutorResult {
  /** Properties for outputs by key; outputs not named get none. */
  readonly outputs?: Readonly<
    Record<string, { readonly properties?: Properties; readonly customProperties?: Properties }>
  >;
  readonly executionProperties?: Properties;
}

export type Executor<Parameters = Record<string, unknown>> = (
  context: ExecutorContext<Parameters>,
) => Promise<ExecutorResult | undefined>;

/** What a cell reads besides its input artifacts, found before the cache is asked (TFX calls this the driver). */
export interface PreparedSources {
  /** Absolute paths of data files; their contents enter the key. */
  readonly files: readonly string[];
  /** Absolute paths of user modules; they and what they import below the notebook's folder enter the key. */
  readonly modules: readonly string[];
  /** Recorded on the execution, as TFX's drivers do (span, input_fingerprint...); not part of the key. */
  readonly executionProperties: Properties;
}

export interface PrepareContext<Parameters = Record<string, unknown>> {
  readonly parameters: Parameters;
  readonly notebookDirectory: string;
  readonly signal: AbortSignal;
  /** Those of the user's that the component declares; they must not come into what is prepared. */
  readonly secrets?: Readonly<Record<string, string>>;
}

/** A past artifact of the pipeline, newest first in every list, for components that look at history. */
export interface HistoryArtifact extends InputArtifact {
  readonly createdMs: number;
}

export interface PipelineHistory {
  /** Live artifacts of a type in this pipeline, newest (highest id) first, less what the notebook's own cells made (S8). */
  artifacts(type: ArtifactTypeName): readonly HistoryArtifact[];
  /** The same with what the notebook's own cells made: for what is true of the world, such as what is deployed. */
  everything(type: ArtifactTypeName): readonly HistoryArtifact[];
}

/**
 * Everything the rest of Millrace knows about a component. Form, help, documentation, cache key and ML Metadata
 * records are made from it; the executor is found by name in `engine/components/executors.ts`.
 *
 * Parameters are a zod object. Each field carries `.meta({ title, description })`; `cosmetic: true` in the meta
 * keeps it out of the key (rule S7), `widget` picks a form control ("module", "file", "folder", "code").
 */
export interface ComponentDefinition<Schema extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly category: 'data' | 'transform' | 'model' | 'evaluation' | 'push';
  /** Raise by one when equal inputs no longer give equal outputs (rule K3). */
  readonly impl: number;
  /** The Python class path TFX records as the execution's type. */
  readonly mlmdType: string | ((parameters: z.output<Schema>) => string);
  readonly mlmdBaseType:
    | 'mlmd.Process'
    | 'mlmd.Transform'
    | 'mlmd.Train'
    | 'mlmd.Evaluate'
    | 'mlmd.Deploy'
    | null;
  readonly inputs: Readonly<Record<string, InputSpec>>;
  readonly outputs: Readonly<Record<string, OutputSpec>>;
  readonly parameters: Schema;
  /** "never" for what looks at the world or changes it (Resolver, pushers): rule S6. */
  readonly cache: 'reuse' | 'never';
  readonly effects: 'none' | 'outside';
  /** What it occupies while it runs; at most one "tensorflow" execution runs at a time by default. */
  readonly resources: 'light' | 'compute' | 'tensorflow';
  /** Whether TensorFlow's version and device are part of the key (rule K2). */
  readonly dependsOnRuntime: boolean;
  readonly secrets?: readonly ('huggingface' | 'google')[];
  prepare?(context: PrepareContext<z.output<Schema>>): Promise<PreparedSources>;
  /** For Resolver-like components, in place of an executor: chooses past artifacts; runs inside the engine. */
  resolve?(context: {
    readonly parameters: z.output<Schema>;
    readonly history: PipelineHistory;
  }): Readonly<Record<string, readonly HistoryArtifact[]>>;
}

/** Keeps a definition's parameter type while giving it the common interface. */
export function defineComponent<Schema extends z.ZodObject>(
  definition: ComponentDefinition<Schema>,
): ComponentDefinition<Schema> {
  return definition;
}
