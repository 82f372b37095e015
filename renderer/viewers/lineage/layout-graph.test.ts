import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type LineageGraph, layoutLineage } from './layout-graph.ts';

const artifact = (id: number) => ({
  kind: 'artifact' as const,
  artifact: {
    id,
    type: 'Examples',
    uri: `/root/${id}`,
    digest: null,
    sizeBytes: null,
    state: 'live' as const,
    createdMs: 0,
    producer: null,
    properties: {},
    customProperties: {},
  },
});
const execution = (executionId: number) => ({
  kind: 'execution' as const,
  execution: {
    executionId,
    runId: 'r',
    cell: 'Trainer',
    component: 'Trainer',
    state: 'complete' as const,
    startedMs: 0,
    endedMs: 1,
    reusedFrom: null,
    parameters: {},
    outputs: {},
    error: null,
  },
});
const edge = (executionId: number, artifactId: number, direction: 'input' | 'output') => ({
  executionId,
  artifactId,
  direction,
  key: 'model',
});

test('layoutLineage() goes from what was read to what was made', () => {
  // The same number names an artifact and an execution.
  const graph: LineageGraph = {
    nodes: [artifact(1), execution(1), artifact(2)],
    edges: [edge(1, 1, 'input'), edge(1, 2, 'output')],
  };
  const { nodes, edges } = layoutLineage(graph, 'right');
  const x = Object.fromEntries(nodes.map((node) => [node.id, node.x]));
  assert.ok(
    (x['artifact-1'] ?? 0) < (x['execution-1'] ?? 0) && (x['execution-1'] ?? 0) < (x['artifact-2'] ?? 0),
  );
  assert.deepEqual(
    edges.map(({ from, to }) => [from, to]),
    [
      ['artifact-1', 'execution-1'],
      ['execution-1', 'artifact-2'],
    ],
  );
});

test('layoutLineage() leaves out edges to nodes it was not given', () => {
  assert.deepEqual(layoutLineage({ nodes: [artifact(1)], edges: [edge(9, 1, 'input')] }, 'down').edges, []);
});
