import { emulatorsFrom, type GoogleConnection } from '../../destinations/vertex/google-connection.ts';
import { labelValue } from '../../destinations/vertex/label.ts';
import { projectOf } from '../../destinations/vertex/project-of.ts';
import { VertexError } from '../../destinations/vertex/vertex-error.ts';
import type { VertexPusherParameters } from './definition.ts';

/** Parameters with what is left empty filled in from the pipeline and the credentials. */
export interface VertexTarget {
  readonly connection: GoogleConnection;
  readonly modelName: string;
  readonly endpointName: string;
  readonly stagingFolder: string;
}

/** @throws VertexError "settings" when project or staging folder is not known */
export function vertexTarget(
  parameters: VertexPusherParameters,
  pipelineName: string,
  credentials: string | undefined,
): VertexTarget {
  const project = projectOf(parameters.project, credentials);
  if (parameters.staging_folder === '')
    throw new VertexError('settings', 'There is no Cloud Storage folder to upload the model to', {
      hint: 'Set "staging_folder" to gs://bucket/folder; the bucket should lie in the same region',
      location: { parameter: 'staging_folder' },
    });
  return {
    connection: { project, region: parameters.region, credentials, emulators: emulatorsFrom(process.env) },
    modelName: parameters.model_name || pipelineName,
    endpointName: parameters.endpoint_name || `prediction-${labelValue(pipelineName).replaceAll('-', '_')}`,
    stagingFolder: parameters.staging_folder.replace(/\/$/, ''),
  };
}
