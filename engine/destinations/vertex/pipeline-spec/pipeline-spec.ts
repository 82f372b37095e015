/**
 * The parts of a KFP v2 PipelineSpec (schema version 2.1.0) that a notebook compiles to; field names as in
 * kfp-pipeline-spec's JSON form.
 */
export type ParameterType = 'STRING' | 'NUMBER_INTEGER' | 'NUMBER_DOUBLE' | 'BOOLEAN';

export interface ArtifactSpec {
  readonly artifactType: { readonly schemaTitle: string; readonly schemaVersion: '0.0.1' };
  readonly isOptional?: true;
}

export interface ParameterSpec {
  readonly parameterType: ParameterType;
  readonly defaultValue?: unknown;
  readonly isOptional?: true;
}

export interface ComponentSpec {
  readonly executorLabel: string;
  readonly inputDefinitions?: {
    readonly artifacts?: Readonly<Record<string, ArtifactSpec>>;
    readonly parameters?: Readonly<Record<string, ParameterSpec>>;
  };
  readonly outputDefinitions?: { readonly artifacts: Readonly<Record<string, ArtifactSpec>> };
}

export interface ContainerSpec {
  readonly image: string;
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly resources?: {
    readonly cpuLimit?: number;
    readonly memoryLimit?: number;
    readonly resourceCpuLimit?: string;
    readonly resourceMemoryLimit?: string;
    readonly accelerator?: {
      readonly type: string;
      readonly count: string;
      readonly resourceType: string;
      readonly resourceCount: string;
    };
  };
}

export interface TaskSpec {
  readonly taskInfo: { readonly name: string };
  readonly componentRef: { readonly name: string };
  readonly cachingOptions: { readonly enableCache?: true };
  readonly dependentTasks?: readonly string[];
  readonly inputs?: {
    readonly artifacts?: Readonly<
      Record<
        string,
        { readonly taskOutputArtifact: { readonly producerTask: string; readonly outputArtifactKey: string } }
      >
    >;
    readonly parameters?: Readonly<Record<string, { readonly componentInputParameter: string }>>;
  };
}

export interface PipelineSpec {
  readonly pipelineInfo: { readonly name: string; readonly description?: string };
  readonly defaultPipelineRoot: string;
  readonly schemaVersion: '2.1.0';
  readonly sdkVersion: string;
  readonly components: Readonly<Record<string, ComponentSpec>>;
  readonly deploymentSpec: {
    readonly executors: Readonly<Record<string, { readonly container: ContainerSpec }>>;
  };
  readonly root: {
    readonly dag: { readonly tasks: Readonly<Record<string, TaskSpec>> };
    readonly inputDefinitions?: { readonly parameters: Readonly<Record<string, ParameterSpec>> };
  };
}
