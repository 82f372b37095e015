import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ExecutorContext, ExecutorResult } from '../../pipeline/component.ts';
import { servingDirectory } from '../serving-directory.ts';
import type { InfraValidatorParameters } from './definition.ts';
import { InfraError } from './infra-error.ts';
import { type ProbeResult, runProbe } from './run-probe.ts';
import { serveWithBinary } from './serve-with-binary.ts';
import { type ServingRequest, servingRequests } from './serving-requests.ts';
import { stampModel } from './stamp-model.ts';

type Context = ExecutorContext<InfraValidatorParameters>;

/** Loads the model as a server would, queries it with real examples, and blesses it or says why it cannot be served. */
export async function infraValidatorExecutor(context: Context): Promise<ExecutorResult> {
  const [model] = context.inputs.model ?? [];
  const directory = model === undefined ? '' : servingDirectory(model);
  const blessing = context.outputs.blessing?.path ?? '';
  try {
    const requests = await requestsOf(context, directory);
    const result = await withTries(context, () => attempt(context, directory, requests));
    tell(context, result);
    const stamped = context.parameters.request_spec.make_warmup && requests.length > 0;
    if (stamped) {
      await stampModel(directory, path.join(blessing, 'stamped_model'), requests);
    }
    return await bless(blessing, { blessed: 1, ...(stamped && { has_model: 1 }) });
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof InfraError)) {
      throw error;
    }
    context.report.log('warning', `${error.message}. ${error.hint ?? ''}`.trim());
    return await bless(blessing, { blessed: 0, reason: error.message });
  }
}

async function requestsOf(context: Context, model: string): Promise<readonly ServingRequest[]> {
  const [examples] = context.inputs.examples ?? [];
  return examples === undefined
    ? []
    : await servingRequests({
        model,
        examples,
        spec: context.parameters.request_spec,
        signal: context.signal,
      });
}

async function attempt(
  context: Context,
  model: string,
  requests: readonly ServingRequest[],
): Promise<ProbeResult> {
  const { serving_spec: serving, validation_spec: validation } = context.parameters;
  const limits = {
    loadSeconds: validation.max_loading_time_seconds,
    requestSeconds: validation.max_request_seconds,
  };
  if (serving.binary !== '') {
    const job = {
      binary: programPath(serving.binary, context.notebookDirectory),
      modelName: serving.model_name,
      model,
      requests,
    };
    return await serveWithBinary(job, limits, context.signal);
  }
  const memoryLimitBytes = validation.max_memory_mebibytes * 2 ** 20;
  return await runProbe({ model, requests, memoryLimitBytes }, limits, context.signal);
}

/** A bare name is looked for where the system looks for programs; a path is relative to the notebook. */
function programPath(program: string, notebookDirectory: string): string {
  return path.basename(program) === program ? program : path.resolve(notebookDirectory, program);
}

async function withTries(context: Context, run: () => Promise<ProbeResult>): Promise<ProbeResult> {
  const { num_tries: tries } = context.parameters.validation_spec;
  for (let attempted = 1; ; attempted++) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof InfraError) || !error.isWorthAnotherTry || attempted === tries) {
        throw error;
      }
      context.report.log('warning', `Try ${attempted} of ${tries}: ${error.message}`);
    }
  }
}

function tell(context: Context, { loadMs, answers }: ProbeResult): void {
  context.report.log('info', `Loaded in ${Math.round(loadMs)} ms`);
  for (const { signature, milliseconds } of answers) {
    context.report.log('info', `Signature "${signature}" answered in ${Math.round(milliseconds)} ms`);
  }
}

/** The empty file TFX puts into an infra blessing, and the properties that decide. */
async function bless(
  directory: string,
  customProperties: { readonly blessed: 0 | 1; readonly has_model?: 1; readonly reason?: string },
): Promise<ExecutorResult> {
  const name = customProperties.blessed === 1 ? 'INFRA_BLESSED' : 'INFRA_NOT_BLESSED';
  await writeFile(path.join(directory, name), '');
  return { outputs: { blessing: { customProperties } } };
}
