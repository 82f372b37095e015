import type { PushCell } from '../../destinations/push-destination.ts';
import { listBuckets } from '../../destinations/vertex/cloud-storage.ts';
import { emulatorsFrom, type GoogleConnection } from '../../destinations/vertex/google-connection.ts';
import { projectOf } from '../../destinations/vertex/project-of.ts';
import {
  locationPath,
  openVertexClients,
  type VertexClients,
} from '../../destinations/vertex/vertex-clients.ts';
import { toVertexError } from '../../destinations/vertex/vertex-error.ts';
import { vertexRegions } from '../../destinations/vertex/vertex-regions.ts';
import type { VertexPusherParameters } from './definition.ts';

interface Choice {
  readonly value: string;
  readonly label: string;
}

const same = (value: string): Choice => ({ value, label: value });

/** Names to choose from for a parameter, as the account may see them. @throws VertexError */
export async function vertexChoices(
  cell: PushCell,
  parameter: string,
  { credentials }: { readonly credentials: string | undefined },
): Promise<readonly Choice[]> {
  const { project, region } = cell.parameters as VertexPusherParameters;
  if (parameter === 'region') return vertexRegions.map(same);
  const connection: GoogleConnection = {
    project: projectOf(project, credentials),
    region,
    credentials,
    emulators: emulatorsFrom(process.env),
  };
  switch (parameter) {
    case 'project':
      return [same(connection.project)];
    case 'staging_folder':
      return (await listBuckets(connection)).map((name) => same(`gs://${name}/millrace`));
    case 'endpoint_name':
      return listNames(
        connection,
        'endpoints',
        async (clients, parent) => (await clients.endpoints.listEndpoints({ parent }))[0],
      );
    case 'model_name':
      return listNames(
        connection,
        'models',
        async (clients, parent) => (await clients.models.listModels({ parent }))[0],
      );
    default:
      return [];
  }
}

async function listNames(
  connection: GoogleConnection,
  what: string,
  list: (
    clients: VertexClients,
    parent: string,
  ) => Promise<readonly { readonly displayName?: string | null }[]>,
): Promise<readonly Choice[]> {
  const clients = await openVertexClients(connection);
  try {
    const found = await list(clients, locationPath(connection));
    return [...new Set(found.map(({ displayName }) => displayName ?? ''))]
      .filter((name) => name !== '')
      .sort()
      .map(same);
  } catch (error) {
    throw toVertexError(error, {
      action: `list the ${what} of ${connection.project}`,
      role: 'Vertex AI Viewer',
    });
  } finally {
    await clients.close();
  }
}
