import { type CommitOperation, type CommitParams, commitIter } from '@huggingface/hub';
import { compareFiles, type FileChanges } from './compare-files.ts';
import { asHubAction, clientParameters, type HubConnection, hasStatus } from './hub-connection.ts';
import { HubError } from './hub-error.ts';
import { type LocalFile, toBlob } from './local-file.ts';
import { listRemoteFiles } from './remote-files.ts';
import type { HubRepository } from './repository-name.ts';
import { readRepositoryState } from './repository-state.ts';

export interface CommitRequest {
  readonly repository: HubRepository;
  readonly branch: string;
  readonly title: string;
  readonly files: readonly LocalFile[];
  /** Paths that earlier pushes wrote, which may be removed. */
  readonly managed: ReadonlySet<string>;
  /** "auto" lets the Hub choose Xet; "lfs" uses plain storage only. */
  readonly transfer: 'auto' | 'lfs';
  /** Bytes sent of what has to be sent. */
  readonly onProgress: (sentBytes: number, totalBytes: number) => void;
}

export interface CommitResult {
  readonly commitId: string;
  readonly changes: FileChanges;
  readonly sentBytes: number;
}

const conflictAttempts = 4;

/**
 * Makes a branch hold the given files with one commit: unchanged files are not sent, large ones that are already in
 * storage neither. Where somebody moves the branch meanwhile, or an answer got lost, the difference is taken again;
 * where nothing is left to change, the branch's head is the result. So a repeated call completes a broken one.
 *
 * @throws HubError
 */
export async function commitFiles(connection: HubConnection, request: CommitRequest): Promise<CommitResult> {
  const { repository, branch } = request;
  return await asHubAction(`Cannot push to "${branch}" of ${repository.name}`, async () => {
    for (let attempt = 1; attempt <= conflictAttempts; attempt += 1) {
      try {
        return await commitDifference(connection, request);
      } catch (error) {
        if (!hasStatus(error, 412) && !hasStatus(error, 409)) {
          throw error;
        }
      }
    }
    throw new HubError(
      'branch-moved',
      `"${branch}" of ${repository.name} keeps changing while this is pushed`,
      {
        hint: 'Somebody else pushes there now; run the cell again when they are done',
      },
    );
  });
}

async function commitDifference(connection: HubConnection, request: CommitRequest): Promise<CommitResult> {
  const { repository, branch } = request;
  const head = (await readRepositoryState(connection, repository))?.branches.get(branch);
  if (head === undefined) {
    throw new HubError('not-found', `${repository.name} has no branch "${branch}" on the Hub`);
  }
  const remote = await listRemoteFiles(connection, repository, head);
  const changes = compareFiles({ local: request.files, remote, managed: request.managed });
  if (changes.added.length + changes.changed.length + changes.removed.length === 0) {
    return { commitId: head, changes, sentBytes: 0 };
  }
  const sent = [...changes.added, ...changes.changed];
  const commitId = await sendCommit(connection, request, {
    parentCommit: head,
    sent,
    removed: changes.removed.map((file) => file.path),
  });
  return { commitId, changes, sentBytes: totalBytes(sent) };
}

async function sendCommit(
  connection: HubConnection,
  request: CommitRequest,
  commit: {
    readonly parentCommit: string;
    readonly sent: readonly LocalFile[];
    readonly removed: readonly string[];
  },
): Promise<string> {
  const parameters: CommitParams = {
    ...clientParameters(connection),
    repo: request.repository,
    branch: request.branch,
    title: request.title,
    parentCommit: commit.parentCommit,
    operations: await toOperations(commit.sent, commit.removed),
    useXet: request.transfer === 'auto',
    abortSignal: connection.signal,
  };
  const progress = new UploadedBytes(commit.sent, request.onProgress);
  const events = commitIter(parameters);
  for (;;) {
    const step = await events.next();
    if (step.done) {
      progress.complete();
      return step.value?.commit.oid ?? '';
    }
    if (step.value.event === 'fileProgress' && step.value.state === 'uploading') {
      progress.update(step.value.path, step.value.progress);
    }
  }
}

async function toOperations(
  sent: readonly LocalFile[],
  removed: readonly string[],
): Promise<CommitOperation[]> {
  const additions = sent.map(async (file) => ({
    operation: 'addOrUpdate' as const,
    path: file.path,
    content: await toBlob(file),
  }));
  const deletions = removed.map((path) => ({ operation: 'delete' as const, path }));
  return [...(await Promise.all(additions)), ...deletions];
}

function totalBytes(files: readonly LocalFile[]): number {
  return files.reduce((sum, file) => sum + file.sizeBytes, 0);
}

/** Adds up the progress of files sent side by side. */
class UploadedBytes {
  readonly #sizes: ReadonlyMap<string, number>;
  readonly #sent = new Map<string, number>();
  readonly #total: number;
  readonly #onProgress: CommitRequest['onProgress'];

  constructor(files: readonly LocalFile[], onProgress: CommitRequest['onProgress']) {
    this.#sizes = new Map(files.map((file) => [file.path, file.sizeBytes]));
    this.#total = totalBytes(files);
    this.#onProgress = onProgress;
    onProgress(0, this.#total);
  }

  update(path: string, fraction: number): void {
    this.#sent.set(path, (this.#sizes.get(path) ?? 0) * fraction);
    const sent = [...this.#sent.values()].reduce((sum, bytes) => sum + bytes, 0);
    this.#onProgress(Math.round(sent), this.#total);
  }

  complete(): void {
    this.#onProgress(this.#total, this.#total);
  }
}
