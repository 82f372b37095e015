import type { Message } from './service-protos.ts';
import { type Answer, invalid, notFound } from './service-refusal.ts';

interface Job extends Message {
  readonly name: string;
  state: string;
}

/** What a test does in place of the cloud when a job runs: it ends the job with the state it returns. */
export type JobRunner = (job: Message) => Promise<{ readonly state: string; readonly error?: string }>;

/** The double's custom jobs and pipeline jobs. A job runs when it is created; tests say what running means. */
export class JobTable {
  readonly customJobs = new Map<string, Job>();
  readonly pipelineJobs = new Map<string, Job>();
  runCustomJob: JobRunner = async () => ({ state: 'JOB_STATE_SUCCEEDED' });
  runPipelineJob: JobRunner = async () => ({ state: 'PIPELINE_STATE_SUCCEEDED' });
  #next = 9000;

  customJobAnswers(): Readonly<Record<string, Answer>> {
    return {
      createCustomJob: ({ parent, customJob }: { parent: string; customJob: Message }) => {
        const pools = (customJob.jobSpec as { workerPoolSpecs: unknown[] } | null)?.workerPoolSpecs ?? [];
        if (pools.length === 0) invalid('job_spec.worker_pool_specs is required.');
        const job = {
          ...customJob,
          name: `${parent}/customJobs/${this.#next++}`,
          state: 'JOB_STATE_RUNNING',
        };
        return this.#run(this.customJobs, job, this.runCustomJob);
      },
      getCustomJob: ({ name }: { name: string }) => this.customJobs.get(name) ?? notFound('custom job', name),
      listCustomJobs: () => ({ customJobs: [...this.customJobs.values()] }),
      cancelCustomJob: ({ name }: { name: string }) => cancel(this.customJobs, name, 'JOB_STATE_CANCELLED'),
    } as Readonly<Record<string, Answer>>;
  }

  pipelineJobAnswers(): Readonly<Record<string, Answer>> {
    return {
      createPipelineJob: (request: { parent: string; pipelineJob: Message; pipelineJobId: string }) => {
        if (!/^[a-z][a-z0-9-]{0,127}$/.test(request.pipelineJobId)) invalid('pipeline_job_id is not valid.');
        if (!request.pipelineJob.pipelineSpec && !request.pipelineJob.templateUri)
          invalid('pipeline_spec is required.');
        const name = `${request.parent}/pipelineJobs/${request.pipelineJobId}`;
        const job = { ...request.pipelineJob, name, state: 'PIPELINE_STATE_RUNNING' };
        return this.#run(this.pipelineJobs, job, this.runPipelineJob);
      },
      getPipelineJob: ({ name }: { name: string }) =>
        this.pipelineJobs.get(name) ?? notFound('pipeline job', name),
      listPipelineJobs: () => ({ pipelineJobs: [...this.pipelineJobs.values()] }),
      cancelPipelineJob: ({ name }: { name: string }) =>
        cancel(this.pipelineJobs, name, 'PIPELINE_STATE_CANCELLED'),
    } as Readonly<Record<string, Answer>>;
  }

  #run(table: Map<string, Job>, job: Job, runner: JobRunner): Job {
    table.set(job.name, job);
    void runner(job).then(({ state, error }) => {
      if (job.state.endsWith('RUNNING'))
        Object.assign(job, { state, ...(error ? { error: { code: 13, message: error } } : {}) });
    });
    return job;
  }
}

function cancel(table: ReadonlyMap<string, Job>, name: string, state: string): Message {
  const job = table.get(name) ?? notFound('job', name);
  if (job.state.endsWith('RUNNING')) job.state = state;
  return {};
}
