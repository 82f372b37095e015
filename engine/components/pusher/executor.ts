import { pointCurrentAt } from '../../destinations/filesystem/current-alias.ts';
import { FilesystemError } from '../../destinations/filesystem/filesystem-error.ts';
import { copyServingModel, pushToFolder } from '../../destinations/filesystem/push-folder.ts';
import { recordPush } from '../../destinations/filesystem/push-log.ts';
import type { ExecutorContext, ExecutorResult, Properties } from '../../pipeline/component.ts';
import { baseDirectory } from './base-directory.ts';
import type { PusherParameters } from './definition.ts';
import { pushableModel, pushRefusal } from './pushable-model.ts';

/** Pushes the model to a folder, or records why it was not pushed. */
export async function pusherExecutor(context: ExecutorContext<PusherParameters>): Promise<ExecutorResult> {
  const refusal = pushRefusal(context.inputs);
  if (refusal !== null) {
    context.report.log('warning', `Not pushed. ${refusal}`);
    return pushed({ pushed: 0, reason: refusal });
  }
  const model = pushableModel(context.inputs);
  if (model === null) {
    throw new FilesystemError('not-a-serving-model', 'There is no model to push', {
      hint: 'Connect "model", or "infra_blessing" with a stamped model',
    });
  }
  if (context.inputs.model_blessing === undefined && context.inputs.infra_blessing === undefined) {
    context.report.log('warning', 'No blessing is connected, so the model is pushed without being checked');
  }
  return pushed(await pushModel(context, model.directory));
}

async function pushModel(context: ExecutorContext<PusherParameters>, directory: string): Promise<Properties> {
  const base = baseDirectory(context.parameters, context);
  const [model] = context.inputs.model ?? context.inputs.infra_blessing ?? [];
  const digest = model?.digest ?? '';
  const result = await pushToFolder({
    model: directory,
    digest,
    baseDirectory: base,
    nowSeconds: Date.now() / 1000,
    signal: context.signal,
    onProgress: (done, total) => context.report.progress({ done, total, unit: 'bytes' }),
  });
  await pointCurrentAt(base, result.version);
  await recordPush(base, {
    action: 'push',
    atMs: Date.now(),
    version: result.version,
    pipeline: context.pipelineName,
    runId: context.runId,
    executionId: context.executionId,
    model: model?.uri ?? '',
    digest,
  });
  await copyServingModel(directory, context.outputs.pushed_model?.path ?? '', context.signal);
  context.report.log('info', `Pushed version ${result.version} to "${result.directory}"`);
  return {
    pushed: 1,
    pushed_destination: result.directory,
    pushed_version: result.version,
    ...(context.inputs.model?.[0] && { model_id: context.inputs.model[0].id }),
  };
}

function pushed(customProperties: Properties): ExecutorResult {
  return { outputs: { pushed_model: { customProperties } } };
}
