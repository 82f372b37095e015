import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connectToHub, type HubConnection } from '../../destinations/hub/hub-connection.ts';
import { identifyUser } from '../../destinations/hub/identify-user.ts';
import type { ExecutorContext, ExecutorResult, Properties } from '../../pipeline/component.ts';
import { pushRefusal } from '../pusher/pushable-model.ts';
import { chooseVersion } from './choose-version.ts';
import { composePush } from './compose-push.ts';
import type { HFPusherParameters } from './definition.ts';
import { readDestinationState } from './destination-state.ts';
import { type Published, publish } from './publish.ts';
import { inputOf } from './push-material.ts';
import { pushProperties } from './push-record.ts';
import { choosePushTarget } from './push-target.ts';

/** Pushes a model to the Hub, completes a push that broke off, or records why nothing was pushed. */
export async function hfPusherExecutor(
  context: ExecutorContext<HFPusherParameters>,
): Promise<ExecutorResult> {
  const refusal = pushRefusal(context.inputs);
  if (refusal !== null) {
    context.report.log('warning', `Not pushed. ${refusal}`);
    return result({ pushed: 0, reason: refusal });
  }
  const connection = connectToHub({
    token: context.secrets.huggingface,
    signal: context.signal,
    retry: {
      onRetry: (reason, delayMs) =>
        context.report.log('warning', `Trying again in ${Math.ceil(delayMs / 1000)} s: ${reason}`),
    },
  });
  return result(await push(context, connection));
}

async function push(
  context: ExecutorContext<HFPusherParameters>,
  connection: HubConnection,
): Promise<Properties> {
  const { parameters, pipelineName, report } = context;
  const identity = await identifyUser(connection);
  const target = choosePushTarget({ parameters, pipelineName, identity });
  const state = await readDestinationState(connection, target);
  const choice = await chooseVersion(context, state, context.stateDirectory);
  const composed = await composePush({
    material: context,
    target,
    version: choice.version,
    hubUrl: connection.url,
    secrets: Object.values(context.secrets),
    signal: context.signal,
  });
  const published = await publish({
    connection,
    parameters,
    target,
    state,
    composed,
    report,
    version: choice.version,
  });
  const isRepeat = choice.kind === 'repeated' && published.changedFiles === 0;
  const reason = isRepeat
    ? `This model was pushed before as ${choice.version}, and nothing changed since`
    : null;
  report.log('info', reason ?? `Pushed ${target.model.name} as ${choice.version}`);
  const properties = pushProperties({
    pushed: !isRepeat,
    reason,
    target,
    hubUrl: connection.url,
    version: choice.version,
    commitId: published.commitId,
    modelId: inputOf(context, 'model')?.id ?? null,
  });
  await writeRecord(context, { properties, published });
  return properties;
}

/** What went where, for people and scripts that look into the artifact. */
async function writeRecord(
  { outputs }: ExecutorContext<HFPusherParameters>,
  record: { readonly properties: Properties; readonly published: Published },
): Promise<void> {
  const folder = outputs.pushed_model?.path;
  if (folder !== undefined) {
    await writeFile(join(folder, 'push.json'), `${JSON.stringify(record, null, 2)}\n`);
  }
}

function result(customProperties: Properties): ExecutorResult {
  return { outputs: { pushed_model: { customProperties } } };
}
