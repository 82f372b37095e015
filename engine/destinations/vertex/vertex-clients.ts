import type { v1 } from '@google-cloud/aiplatform';
import type { GoogleConnection } from './google-connection.ts';

/** The clients of one region. The library is large (78 MB), so it is loaded when the first one is made. */
export interface VertexClients {
  readonly models: v1.ModelServiceClient;
  readonly endpoints: v1.EndpointServiceClient;
  readonly predictions: v1.PredictionServiceClient;
  readonly jobs: v1.JobServiceClient;
  readonly pipelines: v1.PipelineServiceClient;
  close(): Promise<void>;
}

type ClientOptions = NonNullable<ConstructorParameters<typeof v1.ModelServiceClient>[0]>;

export async function openVertexClients(connection: GoogleConnection): Promise<VertexClients> {
  const { v1: services } = await import('@google-cloud/aiplatform');
  const options = await clientOptions(connection);
  const models = new services.ModelServiceClient(options);
  const endpoints = new services.EndpointServiceClient(options);
  const predictions = new services.PredictionServiceClient(options);
  const jobs = new services.JobServiceClient(options);
  const pipelines = new services.PipelineServiceClient(options);
  const close = async (): Promise<void> => {
    await Promise.all([models, endpoints, predictions, jobs, pipelines].map((client) => client.close()));
  };
  return { models, endpoints, predictions, jobs, pipelines, close };
}

async function clientOptions(connection: GoogleConnection): Promise<ClientOptions> {
  const { project, region, credentials, emulators } = connection;
  if (emulators !== undefined) return emulatorOptions(project, emulators.vertexPort);
  return {
    projectId: project,
    apiEndpoint: `${region}-aiplatform.googleapis.com`,
    ...(credentials === undefined ? {} : { credentials: JSON.parse(credentials) }),
  };
}

/** The port must not be inside `apiEndpoint`, and without `authClient` the metadata server would be probed. */
async function emulatorOptions(project: string, port: number): Promise<ClientOptions> {
  const [{ credentials }, { PassThroughClient }] = await Promise.all([
    import('@grpc/grpc-js'),
    import('google-auth-library'),
  ]);
  return {
    projectId: project,
    apiEndpoint: '127.0.0.1',
    port,
    sslCreds: credentials.createInsecure(),
    authClient: new PassThroughClient() as unknown as NonNullable<ClientOptions['authClient']>,
  };
}

export function locationPath({ project, region }: Pick<GoogleConnection, 'project' | 'region'>): string {
  return `projects/${project}/locations/${region}`;
}
