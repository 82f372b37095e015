import { plainState } from './follow-job.ts';
import type { GoogleConnection } from './google-connection.ts';
import { labelValue } from './label.ts';
import type { PipelineSpec } from './pipeline-spec/pipeline-spec.ts';
import { toValue } from './value-message.ts';
import { locationPath, type VertexClients } from './vertex-clients.ts';
import { toVertexError } from './vertex-error.ts';

export interface PipelineJobRequest {
  readonly spec: PipelineSpec;
  readonly displayName: string;
  /** `gs://…` folder that artifacts are written to. */
  readonly pipelineRoot: string;
  /** Runtime parameters that differ from the notebook's. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly nowMs: number;
}

/** A submitted pipeline as a list shows it. */
export interface PipelineJob {
  readonly name: string;
  readonly displayName: string;
  /** In plain words: "running", "succeeded". */
  readonly state: string;
  readonly error: string | null;
  readonly tasks: readonly { readonly name: string; readonly state: string }[];
  readonly consoleUrl: string;
}

const role = 'Vertex AI User';

/** Submits a compiled notebook to Vertex AI Pipelines. @throws VertexError */
export async function submitPipelineJob(
  clients: VertexClients,
  connection: GoogleConnection,
  request: PipelineJobRequest,
): Promise<PipelineJob> {
  const parameterValues = Object.fromEntries(
    Object.entries(request.parameters).map(([name, value]) => [name, toValue(value)]),
  );
  try {
    const [job] = await clients.pipelines.createPipelineJob({
      parent: locationPath(connection),
      pipelineJobId: jobId(request),
      pipelineJob: {
        displayName: request.displayName,
        labels: { pipeline: labelValue(request.spec.pipelineInfo.name), made_by: 'millrace' },
        pipelineSpec: toValue(request.spec).structValue as object,
        runtimeConfig: { gcsOutputDirectory: request.pipelineRoot, parameterValues },
      },
    });
    return describeJob(job, connection);
  } catch (error) {
    throw toVertexError(error, { action: 'submit the pipeline', role });
  }
}

/** @throws VertexError */
export async function getPipelineJob(
  clients: VertexClients,
  connection: GoogleConnection,
  name: string,
): Promise<PipelineJob> {
  try {
    const [job] = await clients.pipelines.getPipelineJob({ name });
    return describeJob(job, connection);
  } catch (error) {
    throw toVertexError(error, { action: 'look at the pipeline', role: 'Vertex AI Viewer' });
  }
}

/** @throws VertexError */
export async function cancelPipelineJob(clients: VertexClients, name: string): Promise<void> {
  try {
    await clients.pipelines.cancelPipelineJob({ name });
  } catch (error) {
    throw toVertexError(error, { action: 'cancel the pipeline', role });
  }
}

interface JobMessage {
  readonly name?: string | null;
  readonly displayName?: string | null;
  readonly state?: unknown;
  readonly error?: { readonly message?: string | null } | null;
  readonly jobDetail?: {
    readonly taskDetails?: readonly { readonly taskName?: string | null; readonly state?: unknown }[] | null;
  } | null;
}

function describeJob(job: JobMessage, { project, region }: GoogleConnection): PipelineJob {
  const name = job.name ?? '';
  return {
    name,
    displayName: job.displayName ?? '',
    state: plainState(job.state),
    error: job.error?.message || null,
    tasks: (job.jobDetail?.taskDetails ?? []).map(({ taskName, state }) => ({
      name: taskName ?? '',
      state: plainState(state),
    })),
    consoleUrl: `https://console.cloud.google.com/vertex-ai/locations/${region}/pipelines/runs/${name.split('/').at(-1)}?project=${project}`,
  };
}

/** As the official SDK names jobs: the pipeline and the second it was submitted at. */
function jobId({ spec, nowMs }: PipelineJobRequest): string {
  const stamp = new Date(nowMs).toISOString().replaceAll(/[-:T]|\..*/g, '');
  return `${spec.pipelineInfo.name}-${stamp}`.slice(0, 128);
}
