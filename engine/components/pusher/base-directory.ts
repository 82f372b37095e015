import path from 'node:path';
import type { PusherParameters } from './definition.ts';

/** The folder of versions: as the parameters say, relative to the notebook, or `serving_model` in the pipeline root. */
export function baseDirectory(
  parameters: PusherParameters,
  folders: { readonly notebookDirectory: string; readonly pipelineRoot: string },
): string {
  const { base_directory: written } = parameters.push_destination.filesystem;
  return written === ''
    ? path.join(folders.pipelineRoot, 'serving_model')
    : path.resolve(folders.notebookDirectory, written);
}
