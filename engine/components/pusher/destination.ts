import path from 'node:path';
import { digestFile } from '../../base/digest.ts';
import type { ListedFile } from '../../base/list-files.ts';
import type { PushPlan } from '../../contract/push.ts';
import { currentVersion, pointCurrentAt } from '../../destinations/filesystem/current-alias.ts';
import { FilesystemError } from '../../destinations/filesystem/filesystem-error.ts';
import { listVersions, servingFiles } from '../../destinations/filesystem/push-folder.ts';
import { readPushLog, recordPush } from '../../destinations/filesystem/push-log.ts';
import type {
  DestinationContext,
  PastPush,
  PushCell,
  PushDestination,
  PushDetails,
} from '../../destinations/push-destination.ts';
import { baseDirectory } from './base-directory.ts';
import { pusher } from './definition.ts';
import { pushableModel, pushRefusal } from './pushable-model.ts';

/** Pushes to a folder as the push viewer sees them. */
export const folderDestination: PushDestination = {
  component: pusher.name,
  kind: 'filesystem',
  plan: planPush,
  describe: describePushes,
  rollback: rollBack,
};

async function planPush(cell: PushCell, context: DestinationContext): Promise<PushPlan> {
  const base = baseDirectory(pusher.parameters.parse(cell.parameters), context);
  const refusal = pushRefusal(cell.inputs);
  const model = pushableModel(cell.inputs);
  const versions = await listVersions(base);
  const files = model === null ? [] : await comparedFiles(model.directory, base, versions[0], context.signal);
  const before = await earlierPushes(base, model?.source.digest ?? null);
  return {
    destination: base,
    allowed: refusal === null && model !== null,
    notes: [
      ...(refusal === null ? [] : [refusal]),
      ...(model === null ? ['There is no model yet. Run the cells that make it'] : []),
      ...before.map((version) => `This model was pushed before as version ${version}`),
      ...(versions.length === 0 ? [] : [`The folder holds ${countOf(versions)}; none is removed`]),
    ],
    creates: [...(versions.length === 0 ? [base] : []), 'a version folder named by the second of the push'],
    files,
    cost: null,
  };
}

/** What the push would bring, compared with the newest version there. */
async function comparedFiles(
  model: string,
  base: string,
  newest: string | undefined,
  signal: AbortSignal,
): Promise<PushPlan['files']> {
  const ours = await servingFiles(model);
  const theirs = newest === undefined ? [] : await servingFiles(path.join(base, newest)).catch(() => []);
  const there = new Map(theirs.map((file) => [file.path, file]));
  const compared: PushPlan['files'] = [];
  for (const file of ours) {
    const other = there.get(file.path);
    there.delete(file.path);
    compared.push({
      path: file.path,
      sizeBytes: file.sizeBytes,
      change: await changeOf(file, other, signal),
    });
  }
  const removed = [...there.values()].map((file) => ({
    path: file.path,
    sizeBytes: file.sizeBytes,
    change: 'removed' as const,
  }));
  return [...compared, ...removed];
}

async function changeOf(
  file: ListedFile,
  other: ListedFile | undefined,
  signal: AbortSignal,
): Promise<'added' | 'changed' | 'unchanged'> {
  if (other === undefined) {
    return 'added';
  }
  if (other.sizeBytes !== file.sizeBytes) {
    return 'changed';
  }
  const same =
    (await digestFile(file.absolutePath, signal)) === (await digestFile(other.absolutePath, signal));
  return same ? 'unchanged' : 'changed';
}

async function earlierPushes(base: string, digest: string | null): Promise<string[]> {
  const entries = await readPushLog(base);
  return entries
    .filter((entry) => entry.action === 'push' && entry.digest === digest)
    .map(({ version }) => version);
}

async function describePushes(
  pushes: readonly PastPush[],
  context: DestinationContext,
): Promise<ReadonlyMap<number, PushDetails>> {
  const details = await Promise.all(
    pushes.map(async (push) => [push.artifact.id, await describePush(push, context)] as const),
  );
  return new Map(details);
}

async function describePush(push: PastPush, context: DestinationContext): Promise<PushDetails> {
  const version = text(push, 'pushed_version');
  const destination = text(push, 'pushed_destination');
  const base = baseOf(push, context);
  return {
    version,
    destination,
    links: [],
    current: version !== null && (await currentVersion(base)) === version,
  };
}

async function rollBack(push: PastPush, context: DestinationContext): Promise<void> {
  const version = text(push, 'pushed_version');
  if (version === null) {
    throw new FilesystemError(
      'no-such-version',
      'This run pushed nothing, so there is nothing to go back to',
      {
        hint: 'Choose a push that went out',
      },
    );
  }
  const base = baseOf(push, context);
  await pointCurrentAt(base, version);
  await recordPush(base, {
    action: 'rollback',
    atMs: Date.now(),
    version,
    pipeline: context.pipelineName,
    runId: '',
    executionId: push.executionId,
    model: push.artifact.uri,
    digest: push.artifact.digest ?? '',
  });
}

/** Where the push went, even when the cell's parameters were changed since. */
function baseOf(push: PastPush, context: DestinationContext): string {
  const destination = text(push, 'pushed_destination');
  return destination === null
    ? baseDirectory(pusher.parameters.parse(push.parameters), context)
    : path.dirname(destination);
}

function text({ artifact }: PastPush, property: string): string | null {
  const value = artifact.customProperties[property];
  return typeof value === 'string' ? value : null;
}

function countOf(versions: readonly unknown[]): string {
  return versions.length === 1 ? '1 version' : `${versions.length} versions`;
}
