import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { writeFileAtomic } from '../../base/write-file-atomic.ts';
import type { DestinationState } from './destination-state.ts';
import { pushKey } from './push-manifest.ts';
import type { PushMaterial } from './push-material.ts';
import type { PushedVersion } from './versions.ts';

/** Under which name a push goes, and whether that push is a new one. */
export interface VersionChoice {
  readonly version: string;
  /** "repeated": the same model with the same settings is there already. "resumed": an attempt of ours broke off. */
  readonly kind: 'new' | 'resumed' | 'repeated';
}

/** The version that holds the same model with the same settings, if any. */
export function findRepeated(material: PushMaterial, state: DestinationState): PushedVersion | undefined {
  const key = pushKey(material);
  return state.versions.find(({ manifest }) => manifest?.pushKey === key);
}

/** A new name: "v" and the Unix seconds of now, or the next second that is free. */
export function newVersion(state: DestinationState, nowMs: number): string {
  const taken = state.model?.branches ?? new Map<string, string>();
  let seconds = Math.floor(nowMs / 1000);
  while (taken.has(`v${seconds}`)) {
    seconds += 1;
  }
  return `v${seconds}`;
}

/** What an executor remembers of a push it began, so that another attempt completes the same version. */
const begunSchema = z.object({ version: z.string(), pushKey: z.string() });

/** Chooses the version of an attempt and remembers it before anything is sent. */
export async function chooseVersion(
  material: PushMaterial,
  state: DestinationState,
  stateDirectory: string,
): Promise<VersionChoice> {
  const file = join(stateDirectory, 'push.json');
  const key = pushKey(material);
  const begun = await readBegun(file);
  if (begun?.pushKey === key) {
    return { version: begun.version, kind: 'resumed' };
  }
  const repeated = material.parameters.push_again ? undefined : findRepeated(material, state);
  if (repeated !== undefined) {
    return { version: repeated.version, kind: 'repeated' };
  }
  const version = newVersion(state, Date.now());
  await writeFileAtomic(file, JSON.stringify({ version, pushKey: key }));
  return { version, kind: 'new' };
}

async function readBegun(file: string): Promise<z.output<typeof begunSchema> | null> {
  try {
    return begunSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}
