import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod';
import { type ComponentDefinition, defineComponent } from '../../../pipeline/component.ts';
import type { Notebook } from '../../../pipeline/notebook.ts';
import { compilePipelineSpec, taskName } from './compile-pipeline-spec.ts';

const base = {
  title: '',
  summary: '',
  category: 'data',
  impl: 1,
  mlmdType: 'x',
  mlmdBaseType: null,
  effects: 'none',
  resources: 'light',
  dependsOnRuntime: false,
} as const;
const definitions: readonly ComponentDefinition[] = [
  defineComponent({
    ...base,
    name: 'ExampleGen',
    inputs: {},
    outputs: { examples: { type: 'Examples', description: '' } },
    parameters: z.object({}),
    cache: 'reuse',
  }),
  defineComponent({
    ...base,
    name: 'Pusher',
    inputs: { examples: { types: ['Examples'], optional: true, description: '' } },
    outputs: {},
    parameters: z.object({ epochs: z.number() }),
    cache: 'never',
  }),
];
const notebook: Notebook = {
  name: 'pets-segmentation',
  runtimeParameters: [{ name: 'epochs', type: 'integer', value: 4 }],
  cells: [
    { kind: 'note', id: 'about', text: '' },
    { kind: 'component', id: 'ExampleGen', component: 'ExampleGen', inputs: {}, parameters: {} },
    {
      kind: 'component',
      id: 'last_Pusher',
      component: 'Pusher',
      inputs: { examples: ['ExampleGen.examples'] },
      parameters: { epochs: { runtime: 'epochs' } },
    },
  ],
};
const compile = (changed: Partial<Notebook> = {}) =>
  compilePipelineSpec({
    notebook: { ...notebook, ...changed },
    find: (name) => definitions.find((definition) => definition.name === name),
    image: 'europe-docker.pkg.dev/p/r/pets:1',
    notebookFolder: '/pipeline',
    pipelineRoot: 'gs://bucket/root',
    millraceVersion: '0.1.0',
    caching: true,
    resources: {
      last_Pusher: { cpus: 4, memoryGib: 16, accelerator: { type: 'NVIDIA_TESLA_T4', count: 1 } },
    },
  });

test('compilePipelineSpec makes a container task of each cell, with artifacts by reference', () => {
  const { root, components } = compile();
  assert.deepEqual(root.dag.tasks['last-pusher'], {
    taskInfo: { name: 'last-pusher' },
    componentRef: { name: 'comp-last-pusher' },
    cachingOptions: {},
    dependentTasks: ['example-gen'],
    inputs: {
      artifacts: {
        examples: { taskOutputArtifact: { producerTask: 'example-gen', outputArtifactKey: 'examples' } },
      },
      parameters: { epochs: { componentInputParameter: 'epochs' } },
    },
  });
  assert.deepEqual(components['comp-last-pusher']?.inputDefinitions, {
    artifacts: {
      examples: { artifactType: { schemaTitle: 'system.Dataset', schemaVersion: '0.0.1' }, isOptional: true },
    },
    parameters: { epochs: { parameterType: 'NUMBER_INTEGER' } },
  });
  assert.deepEqual(root.inputDefinitions, {
    parameters: { epochs: { parameterType: 'NUMBER_INTEGER', defaultValue: 4, isOptional: true } },
  });
});

test('compilePipelineSpec caches only what may be reused, and names machines in both spellings', () => {
  const { root, deploymentSpec } = compile();
  assert.deepEqual(root.dag.tasks['example-gen']?.cachingOptions, { enableCache: true });
  assert.deepEqual(deploymentSpec.executors['exec-last-pusher']?.container.resources, {
    cpuLimit: 4,
    resourceCpuLimit: '4',
    memoryLimit: 16,
    resourceMemoryLimit: '16G',
    accelerator: { type: 'NVIDIA_TESLA_T4', count: '1', resourceType: 'NVIDIA_TESLA_T4', resourceCount: '1' },
  });
});

test('compilePipelineSpec refuses cells whose task names would be equal', () => {
  const cell = (id: string) =>
    ({ kind: 'component', id, component: 'ExampleGen', inputs: {}, parameters: {} }) as const;
  assert.throws(
    () => compile({ cells: [cell('a_b'), cell('a-b')] }),
    /"a_b" and "a-b" would both be the task "a-b"/,
  );
});

test('taskName follows KFP', () => {
  assert.deepEqual(['ExampleGen', 'latest_blessed_model_resolver', 'HFPusher'].map(taskName), [
    'example-gen',
    'latest-blessed-model-resolver',
    'hfpusher',
  ]);
});
