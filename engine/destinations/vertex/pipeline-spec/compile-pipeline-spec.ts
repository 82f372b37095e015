import type { ArtifactTypeName } from '../../../pipeline/artifact-types.ts';
import type { ComponentDefinition } from '../../../pipeline/component.ts';
import { edgesBetween } from '../../../pipeline/graph.ts';
import {
  type ComponentCell,
  componentCells,
  type JsonValue,
  type Notebook,
  type RuntimeParameter,
} from '../../../pipeline/notebook.ts';
import { runtimeReference } from '../../../pipeline/resolve-parameters.ts';
import { VertexError } from '../vertex-error.ts';
import type {
  ArtifactSpec,
  ComponentSpec,
  ContainerSpec,
  ParameterSpec,
  ParameterType,
  PipelineSpec,
  TaskSpec,
} from './pipeline-spec.ts';

/** What a cell's container may use; cells without an entry take the service's default machine. */
export interface CellResources {
  readonly cpus?: number | undefined;
  /** In gibibytes. */
  readonly memoryGib?: number | undefined;
  readonly accelerator?: { readonly type: string; readonly count: number } | undefined;
}

export interface CompileOptions {
  readonly notebook: Notebook;
  readonly find: (component: string) => ComponentDefinition | undefined;
  /** The container image built from the exported Dockerfile. */
  readonly image: string;
  /** Where the notebook's folder lies in the image. */
  readonly notebookFolder: string;
  /** `gs://…`, or `file://…` for a local run. */
  readonly pipelineRoot: string;
  readonly millraceVersion: string;
  readonly caching: boolean;
  readonly resources: Readonly<Record<string, CellResources>>;
}

/**
 * Compiles a notebook to a KFP v2 PipelineSpec: each cell becomes a container task that runs the engine's
 * `executor` command on one cell, artifacts go by URI, runtime parameters become parameters of the pipeline.
 *
 * @throws VertexError "settings" when two cells would get the same task name
 */
export function compilePipelineSpec(options: CompileOptions): PipelineSpec {
  const { notebook } = options;
  const cells = componentCells(notebook);
  checkTaskNames(cells);
  const compiled = cells.map((cell) => compileCell(cell, options));
  const parameters = Object.fromEntries(
    notebook.runtimeParameters.map((parameter) => [parameter.name, pipelineParameter(parameter)]),
  );
  return {
    pipelineInfo: {
      name: taskName(notebook.name),
      ...(notebook.description === undefined ? {} : { description: notebook.description }),
    },
    defaultPipelineRoot: options.pipelineRoot,
    schemaVersion: '2.1.0',
    sdkVersion: `millrace-${options.millraceVersion}`,
    components: Object.fromEntries(compiled.map(({ name, component }) => [`comp-${name}`, component])),
    deploymentSpec: {
      executors: Object.fromEntries(compiled.map(({ name, container }) => [`exec-${name}`, { container }])),
    },
    root: {
      dag: { tasks: Object.fromEntries(compiled.map(({ name, task }) => [name, task])) },
      ...(notebook.runtimeParameters.length === 0 ? {} : { inputDefinitions: { parameters } }),
    },
  };
}

/** A cell's id as KFP names tasks: lower case, digits and single dashes. */
export function taskName(id: string): string {
  return id
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

interface CompiledCell {
  readonly name: string;
  readonly component: ComponentSpec;
  readonly container: ContainerSpec;
  readonly task: TaskSpec;
}

function compileCell(cell: ComponentCell, options: CompileOptions): CompiledCell {
  const definition = options.find(cell.component);
  if (definition === undefined)
    throw new VertexError(
      'settings',
      `Cell "${cell.id}" uses the component "${cell.component}", which does not exist`,
    );
  const name = taskName(cell.id);
  return {
    name,
    component: componentSpec(cell, definition, options.notebook),
    container: containerSpec(cell, options),
    task: taskSpec(cell, definition, options),
  };
}

function componentSpec(
  cell: ComponentCell,
  definition: ComponentDefinition,
  notebook: Notebook,
): ComponentSpec {
  const inputs = Object.keys(cell.inputs).map((key) => {
    const spec = definition.inputs[key];
    const type = artifactSpec(spec?.types[0]);
    return [key, spec?.optional ? { ...type, isOptional: true as const } : type] as const;
  });
  const outputs = Object.entries(definition.outputs).map(
    ([key, { type }]) => [key, artifactSpec(type)] as const,
  );
  const parameters = usedRuntimeParameters(cell, notebook).map(
    (parameter) => [parameter.name, { parameterType: parameterType(parameter) }] as const,
  );
  const inputDefinitions = {
    ...(inputs.length === 0 ? {} : { artifacts: Object.fromEntries(inputs) }),
    ...(parameters.length === 0 ? {} : { parameters: Object.fromEntries(parameters) }),
  };
  return {
    executorLabel: `exec-${taskName(cell.id)}`,
    ...(Object.keys(inputDefinitions).length === 0 ? {} : { inputDefinitions }),
    ...(outputs.length === 0 ? {} : { outputDefinitions: { artifacts: Object.fromEntries(outputs) } }),
  };
}

function containerSpec(cell: ComponentCell, options: CompileOptions): ContainerSpec {
  const resources = resourceSpec(options.resources[cell.id]);
  return {
    image: options.image,
    command: ['millrace', 'executor'],
    args: [
      '--component',
      cell.component,
      '--parameters',
      JSON.stringify(cell.parameters),
      '--notebook_folder',
      options.notebookFolder,
      '--pipeline',
      options.notebook.name,
      '--pipeline_root',
      options.pipelineRoot,
      '--executor_input',
      '{{$}}',
    ],
    ...(resources === undefined ? {} : { resources }),
  };
}

function resourceSpec(resources: CellResources | undefined): ContainerSpec['resources'] {
  if (resources === undefined) return undefined;
  const { cpus, memoryGib, accelerator } = resources;
  return {
    ...(cpus === undefined ? {} : { cpuLimit: cpus, resourceCpuLimit: String(cpus) }),
    ...(memoryGib === undefined ? {} : { memoryLimit: memoryGib, resourceMemoryLimit: `${memoryGib}G` }),
    ...(accelerator === undefined ? {} : { accelerator: acceleratorSpec(accelerator) }),
  };
}

function acceleratorSpec({ type, count }: { readonly type: string; readonly count: number }) {
  return { type, count: String(count), resourceType: type, resourceCount: String(count) };
}

function taskSpec(cell: ComponentCell, definition: ComponentDefinition, options: CompileOptions): TaskSpec {
  const edges = edgesBetween(componentCells(options.notebook)).filter((edge) => edge.to === cell.id);
  const artifacts = edges.map((edge) => [
    edge.input,
    { taskOutputArtifact: { producerTask: taskName(edge.from), outputArtifactKey: edge.output } },
  ]);
  const parameters = usedRuntimeParameters(cell, options.notebook).map(({ name }) => [
    name,
    { componentInputParameter: name },
  ]);
  const dependentTasks = [...new Set(edges.map((edge) => taskName(edge.from)))].sort();
  const inputs = {
    ...(artifacts.length === 0 ? {} : { artifacts: Object.fromEntries(artifacts) }),
    ...(parameters.length === 0 ? {} : { parameters: Object.fromEntries(parameters) }),
  };
  return {
    taskInfo: { name: taskName(cell.id) },
    componentRef: { name: `comp-${taskName(cell.id)}` },
    // What looks at the world or changes it must run each time.
    cachingOptions: options.caching && definition.cache === 'reuse' ? { enableCache: true } : {},
    ...(dependentTasks.length === 0 ? {} : { dependentTasks }),
    ...(Object.keys(inputs).length === 0 ? {} : { inputs }),
  };
}

/** KFP's own types where they exist, so that Vertex shows models as models; anything else is a plain artifact. */
const schemaTitles: Partial<Record<ArtifactTypeName, string>> = {
  Examples: 'system.Dataset',
  Model: 'system.Model',
  PushedModel: 'system.Model',
  ModelEvaluation: 'system.Metrics',
};

function artifactSpec(type: ArtifactTypeName | undefined): ArtifactSpec {
  const schemaTitle = (type === undefined ? undefined : schemaTitles[type]) ?? 'system.Artifact';
  return { artifactType: { schemaTitle, schemaVersion: '0.0.1' } };
}

function usedRuntimeParameters(cell: ComponentCell, notebook: Notebook): readonly RuntimeParameter[] {
  const used = new Set(Object.values(cell.parameters).flatMap(runtimeNames));
  return notebook.runtimeParameters.filter((parameter) => used.has(parameter.name));
}

function runtimeNames(value: JsonValue): readonly string[] {
  const name = runtimeReference(value);
  if (name !== undefined) return [name];
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap((item) => runtimeNames(item as JsonValue))
    : [];
}

const parameterTypes = {
  integer: 'NUMBER_INTEGER',
  number: 'NUMBER_DOUBLE',
  string: 'STRING',
  boolean: 'BOOLEAN',
} as const;

function parameterType({ type }: RuntimeParameter): ParameterType {
  return parameterTypes[type];
}

function pipelineParameter(parameter: RuntimeParameter): ParameterSpec {
  return { parameterType: parameterType(parameter), defaultValue: parameter.value, isOptional: true };
}

function checkTaskNames(cells: readonly ComponentCell[]): void {
  const seen = new Map<string, string>();
  for (const { id } of cells) {
    const other = seen.get(taskName(id));
    if (other !== undefined)
      throw new VertexError(
        'settings',
        `Cells "${other}" and "${id}" would both be the task "${taskName(id)}"`,
        {
          hint: 'Rename one of them',
        },
      );
    seen.set(taskName(id), id);
  }
}
