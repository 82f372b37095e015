import type { protos } from '@google-cloud/aiplatform';
import type { GoogleConnection } from './google-connection.ts';
import { locationPath, type VertexClients } from './vertex-clients.ts';
import { toVertexError, type VertexStep } from './vertex-error.ts';
import { type Waiting, waitForOperation } from './wait-for-operation.ts';

export interface ModelUpload {
  /** The registry model's name; its versions are found by it. */
  readonly displayName: string;
  /** The folder of the SavedModel in Cloud Storage. */
  readonly artifactUri: string;
  readonly imageUri: string;
  readonly aliases: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly description: string;
}

export interface RegisteredVersion {
  /** `projects/…/locations/…/models/ID` */
  readonly model: string;
  readonly version: string;
}

const role = 'Vertex AI User';

/**
 * Uploads a SavedModel as a new version of the registry model with this display name, which is made when there is none
 * (the system that Millrace follows made a new model on every push).
 *
 * @throws VertexError
 */
export async function registerModel(
  clients: VertexClients,
  connection: GoogleConnection,
  upload: ModelUpload,
  waiting: Waiting,
): Promise<RegisteredVersion> {
  const step: VertexStep = { action: `register the model "${upload.displayName}"`, role };
  const parentModel = await findModel(clients, connection, upload.displayName);
  try {
    const [operation] = await clients.models.uploadModel({
      parent: locationPath(connection),
      ...(parentModel === undefined ? {} : { parentModel }),
      model: {
        displayName: upload.displayName,
        description: upload.description,
        versionDescription: upload.description,
        artifactUri: upload.artifactUri,
        containerSpec: { imageUri: upload.imageUri },
        versionAliases: [...upload.aliases],
        labels: { ...upload.labels },
      },
    });
    const response = await waitForOperation<protos.google.cloud.aiplatform.v1.IUploadModelResponse>(
      operation,
      {
        step,
        ...waiting,
      },
    );
    return { model: bareName(response.model ?? ''), version: response.modelVersionId ?? '' };
  } catch (error) {
    throw toVertexError(error, step);
  }
}

/** The registry model with this display name, or undefined. @throws VertexError */
export async function findModel(
  clients: VertexClients,
  connection: GoogleConnection,
  displayName: string,
): Promise<string | undefined> {
  try {
    const [models] = await clients.models.listModels({
      parent: locationPath(connection),
      filter: `display_name="${displayName}"`,
    });
    const name = models[0]?.name;
    return name ? bareName(name) : undefined;
  } catch (error) {
    throw toVertexError(error, { action: 'look for the model in the registry', role: 'Vertex AI Viewer' });
  }
}

/** Moves aliases to a version; "default" is what a name without version means. @throws VertexError */
export async function moveAliases(
  clients: VertexClients,
  { model, version }: RegisteredVersion,
  aliases: readonly string[],
): Promise<void> {
  try {
    await clients.models.mergeVersionAliases({ name: `${model}@${version}`, versionAliases: [...aliases] });
  } catch (error) {
    throw toVertexError(error, { action: `move the aliases of "${model}"`, role });
  }
}

const bareName = (name: string): string => name.split('@')[0] ?? name;
