import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComponentCellView, NotebookView } from '../../../engine/contract/notebook.ts';
import { adoptSchemaFile } from './adopt-schema-file.ts';

const cell = (
  id: string,
  component: string,
  inputs: ComponentCellView['inputs'] = {},
  parameters: ComponentCellView['parameters'] = {},
): ComponentCellView => ({
  id,
  kind: 'component',
  component,
  title: id,
  inputs,
  parameters,
  problems: [],
  phase: 'idle',
  freshness: { state: 'empty' },
  progress: null,
  lastExecution: null,
  result: null,
  modules: [],
});

const notebook = (...cells: ComponentCellView[]): NotebookView => ({
  path: '/n.pipeline.yaml',
  name: 'n',
  pipelineRoot: '/root',
  version: 1,
  trusted: true,
  canUndo: null,
  canRedo: null,
  conflict: null,
  runtimeParameters: [],
  cells,
  edges: [],
  problems: [],
  activeRun: null,
});

test('adoptSchemaFile() imports the file and connects what read the inferred schema', () => {
  const commands = adoptSchemaFile(
    notebook(
      cell('SchemaGen', 'SchemaGen'),
      cell('CuratedSchema', 'Transform', { schema: ['SchemaGen.schema'], examples: ['Data.examples'] }),
    ),
    'schema.pbtxt',
  );
  assert.deepEqual(commands, [
    {
      type: 'add-cell',
      index: 1,
      cell: { kind: 'component', component: 'ImportSchemaGen', id: 'CuratedSchema2' },
    },
    { type: 'set-parameter', id: 'CuratedSchema2', parameter: 'schema_file', value: 'schema.pbtxt' },
    { type: 'set-input', id: 'CuratedSchema', input: 'schema', references: ['CuratedSchema2.schema'] },
  ]);
});

test('adoptSchemaFile() has nothing to do where a cell imports the file', () => {
  const importer = cell('Curated', 'ImportSchemaGen', {}, { schema_file: 'schema.pbtxt' });
  assert.deepEqual(adoptSchemaFile(notebook(importer), 'schema.pbtxt'), []);
});
