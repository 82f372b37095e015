import { existsSync } from 'node:fs';
import { cp, mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { downloadHubFile } from '../../destinations/hub/download-file.ts';
import { connectAsReader, type HubConnection } from '../../destinations/hub/hub-connection.ts';
import { HubError } from '../../destinations/hub/hub-error.ts';
import { listRemoteFiles } from '../../destinations/hub/remote-files.ts';
import { type HubRepository, repositoryUrl } from '../../destinations/hub/repository-name.ts';
import { readRepositoryState } from '../../destinations/hub/repository-state.ts';
import type { ExecutorContext, ExecutorResult } from '../../pipeline/component.ts';
import { servingFolder } from '../hf-pusher/model-files.ts';
import { readManifest } from '../hf-pusher/versions.ts';
import type { HFImporterParameters } from './definition.ts';
import { ImporterError } from './importer-error.ts';
import { type WantedFile, wantedFiles } from './model-layout.ts';
import { refuseUnsafeModel } from './refuse-unsafe-model.ts';

/** Fetches a version from the Hub; what was fetched stays for the next attempt if this one breaks off. */
export async function hfImporterExecutor(
  context: ExecutorContext<HFImporterParameters>,
): Promise<ExecutorResult> {
  const { parameters, secrets, signal, stateDirectory, outputs } = context;
  const connection = connectAsReader({ token: secrets.huggingface, signal });
  const repository = { type: 'model', name: parameters.repo_id } as const;
  const commit = await resolveRevision(connection, repository, parameters.revision);
  const folder = join(stateDirectory, commit);
  await mkdir(folder, { recursive: true });
  const files = wantedFiles({
    remote: await listRemoteFiles(connection, repository, commit),
    manifest: await readManifest(connection, repository, commit),
    folder,
  });
  await fetchFiles(context, connection, { repository, commit, files });
  const serving = join(folder, servingFolder);
  if (!existsSync(join(serving, 'saved_model.pb'))) {
    throw new ImporterError(
      'not-a-saved-model',
      `${repository.name} at "${parameters.revision}" has no SavedModel`,
      {
        hint: 'Choose a version that HFPusher pushed, or a repository with saved_model.pb at its root',
      },
    );
  }
  await refuseUnsafeModel(serving, repository.name);
  await moveFiles(files, outputs.model?.path ?? folder);
  const url = repositoryUrl(connection.url, repository);
  return {
    outputs: {
      model: {
        customProperties: {
          repo_id: repository.name,
          revision: parameters.revision,
          commit_id: commit,
          repo_url: url,
        },
      },
    },
  };
}

async function resolveRevision(
  connection: HubConnection,
  repository: HubRepository,
  revision: string,
): Promise<string> {
  const state = await readRepositoryState(connection, repository);
  const commit = state?.branches.get(revision) ?? state?.tags.get(revision);
  if (commit !== undefined) {
    return commit;
  }
  if (state !== null && /^[0-9a-f]{40}$/.test(revision)) {
    return revision;
  }
  const what =
    state === null
      ? `There is no model ${repository.name}`
      : `${repository.name} has no version "${revision}"`;
  throw new HubError('not-found', `${what} on the Hub, or none that you may see`, {
    hint: 'Check the name; sign in to see private repositories',
    location: { parameter: state === null ? 'repo_id' : 'revision' },
  });
}

async function fetchFiles(
  { report }: ExecutorContext<HFImporterParameters>,
  connection: HubConnection,
  source: {
    readonly repository: HubRepository;
    readonly commit: string;
    readonly files: readonly WantedFile[];
  },
): Promise<void> {
  const { repository, commit: revision, files } = source;
  const total = files.reduce((sum, { file }) => sum + file.sizeBytes, 0);
  let before = 0;
  for (const { file, target } of files) {
    const onBytes = (bytes: number) => report.progress({ done: before + bytes, total, unit: 'bytes' });
    await downloadHubFile(connection, { repository, revision, file, target, onBytes });
    before += file.sizeBytes;
  }
}

/** Moves what was fetched into the output; across file systems it is copied. */
async function moveFiles(files: readonly WantedFile[], folder: string): Promise<void> {
  for (const { path, target } of files) {
    const destination = join(folder, path);
    await mkdir(dirname(destination), { recursive: true });
    await rename(target, destination).catch(() => cp(target, destination));
  }
}
