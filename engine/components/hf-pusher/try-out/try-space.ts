import { join } from 'node:path';
import { hubUrl } from '../../../destinations/hub/hub-connection.ts';
import { toRepositoryName } from '../../../destinations/hub/repository-name.ts';
import { readSignatures } from '../../../tensorflow/saved-model/signature.ts';
import { servingFolder } from '../model-files.ts';
import { findNotebook } from '../notebook-files.ts';
import { PushError } from '../push-error.ts';
import { inputOf, type PushMaterial } from '../push-material.ts';
import type { SpaceKind } from '../push-target.ts';
import { composeSpace } from '../space/compose-space.ts';
import { startGradio } from './gradio-process.ts';
import { serveLoopbackFiles } from './loopback-files.ts';

/** A Space running on this machine. */
export interface RunningSpace extends AsyncDisposable {
  readonly url: string;
}

/**
 * Runs the Space that a push would publish, from the same files, without the Hub.
 *
 * @throws PushError
 */
export async function trySpace(
  material: PushMaterial,
  kind: SpaceKind,
  options: { readonly python: string; readonly signal: AbortSignal },
): Promise<RunningSpace> {
  const model = inputOf(material, 'model');
  if (model === undefined) {
    throw new PushError('no-saved-model', 'There is no model to try yet', { hint: 'Run the Trainer first' });
  }
  const { parameters, pipelineName, notebookDirectory } = material;
  const modelFolder = join(model.path, servingFolder);
  const { notebook } = await findNotebook(notebookDirectory, pipelineName);
  const files = await composeSpace({
    kind,
    material,
    title: parameters.title || pipelineName,
    description: parameters.description || (notebook?.description ?? ''),
    version: 'not-pushed',
    modelRepository: `${parameters.username || 'you'}/${parameters.repo_name || toRepositoryName(pipelineName)}`,
    hubUrl: hubUrl(),
    signatures: await readSignatures(modelFolder),
    signal: options.signal,
  });
  return kind === 'static'
    ? await serveLoopbackFiles(files)
    : await startGradio({ ...options, files, modelFolder });
}
