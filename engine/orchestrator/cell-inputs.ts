import { digestOf } from '../base/digest.ts';
import type { ArtifactRecord } from '../metadata/artifact-table.ts';
import { groupByKey } from '../metadata/event-table.ts';
import type { ExecutionRecord } from '../metadata/execution-query.ts';
import type { MetadataStore } from '../metadata/metadata-store.ts';
import { type ComponentCell, parseReference } from '../pipeline/notebook.ts';

/** Artifacts by input or output key, in order. */
export type ArtifactsByKey = Readonly<Record<string, readonly ArtifactRecord[]>>;

/** What an execution made, reused or chose. */
export function outputsOf(store: MetadataStore, executionId: number): ArtifactsByKey {
  return loadGroups(store, groupByKey(store.events.ofExecution(executionId), 'output'));
}

/** What an execution read. */
export function inputsOf(store: MetadataStore, executionId: number): ArtifactsByKey {
  return loadGroups(store, groupByKey(store.events.ofExecution(executionId), 'input'));
}

/** The artifacts a cell would read: the outputs its references name, of the newest successes of those cells. */
export function gatherInputs(
  cell: ComponentCell,
  successOf: (cell: string) => ExecutionRecord | undefined,
  store: MetadataStore,
): ArtifactsByKey {
  const entries = Object.entries(cell.inputs).map(([key, references]) => {
    const artifacts = references.flatMap((reference) => {
      const parsed = parseReference(reference);
      const success = parsed && successOf(parsed.cell);
      return success ? (outputsOf(store, success.id)[parsed.output] ?? []) : [];
    });
    return [key, artifacts] as const;
  });
  return Object.fromEntries(entries.filter(([, artifacts]) => artifacts.length > 0));
}

/**
 * What stands for an artifact in keys: its content digest, or, for one that another program recorded, its identity,
 * which is as good because artifacts never change.
 */
export function dataDigest(artifact: ArtifactRecord): string {
  return artifact.digest ?? digestOf(`${artifact.id} ${artifact.uri} ${artifact.createdMs}`);
}

export function digestsByKey(artifacts: ArtifactsByKey): Record<string, string[]> {
  return Object.fromEntries(Object.entries(artifacts).map(([key, list]) => [key, list.map(dataDigest)]));
}

export function idsByKey(artifacts: ArtifactsByKey): Record<string, number[]> {
  return Object.fromEntries(Object.entries(artifacts).map(([key, list]) => [key, list.map(({ id }) => id)]));
}

function loadGroups(
  store: MetadataStore,
  groups: Readonly<Record<string, readonly number[]>>,
): ArtifactsByKey {
  return Object.fromEntries(
    Object.entries(groups).map(([key, ids]) => [key, ids.map((id) => store.artifacts.get(id))]),
  );
}
