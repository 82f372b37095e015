import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFolder } from '../base/write-file-atomic.ts';
import type { NewArtifact } from '../metadata/artifact-table.ts';
import type { StoredProperties } from '../metadata/property-table.ts';
import { artifactTypes } from '../pipeline/artifact-types.ts';
import type { ComponentDefinition, ExecutorResult, OutputTarget } from '../pipeline/component.ts';
import { readContent } from './artifact-manifest.ts';
import type { RootLayout } from './root-layout.ts';

/** Which TFX's layout artifacts have: readers choose by it (`Split-<name>` since 0.29). */
const layoutProperties: StoredProperties = { tfx_version: '1.21.0', is_external: 0 };

interface Place {
  readonly layout: RootLayout;
  readonly cell: string;
  readonly executionId: number;
  readonly definition: ComponentDefinition;
}

/** Makes an empty folder in staging for each output. */
export async function stageOutputs(place: Place): Promise<Readonly<Record<string, OutputTarget>>> {
  const { layout, cell, executionId, definition } = place;
  const targets: Record<string, OutputTarget> = {};
  for (const [output, { type }] of Object.entries(definition.outputs)) {
    const path = join(layout.stagedOutputs(executionId), output);
    await mkdir(path, { recursive: true });
    targets[output] = { type, path, finalUri: layout.artifact({ cell, output, executionId }) };
  }
  return targets;
}

/**
 * Moves staged outputs to their places (rule R1): flush the files, hash them, rename the folder, flush its parent.
 * What it returns still has to be recorded; until then a crash leaves folders that the next start removes.
 */
export async function publishOutputs(
  targets: Readonly<Record<string, OutputTarget>>,
  result: ExecutorResult,
): Promise<Record<string, NewArtifact[]>> {
  const published: Record<string, NewArtifact[]> = {};
  for (const [output, target] of Object.entries(targets)) {
    published[output] = [await publishOutput(target, result.outputs?.[output] ?? {})];
  }
  return published;
}

async function publishOutput(
  target: OutputTarget,
  given: { readonly properties?: StoredProperties; readonly customProperties?: StoredProperties },
): Promise<NewArtifact> {
  const properties = given.properties ?? {};
  const content = await readContent(target.path, { properties, sync: true });
  const parent = dirname(target.finalUri);
  await mkdir(parent, { recursive: true });
  // An id is given out once, so a folder of this name can only be left over from a database that was put back.
  await rm(target.finalUri, { recursive: true, force: true });
  await rename(target.path, target.finalUri);
  await syncFolder(parent);
  const { baseType, properties: declared } = artifactTypes[target.type];
  return {
    ...content,
    type: { name: target.type, base: baseType, properties: declared },
    uri: target.finalUri,
    properties,
    customProperties: { ...layoutProperties, ...given.customProperties },
  };
}
