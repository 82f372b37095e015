import { appendFile, copyFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Executor, ExecutorContext, InputArtifact } from '../../pipeline/component.ts';

const gather: Executor<{ folder: string }> = async ({ sources, outputs, report }) => {
  const target = join(pathOf(outputs, 'examples'), 'Split-train');
  await mkdir(target);
  for (const [index, file] of sources.entries()) {
    await copyFile(file, join(target, basename(file)));
    report.progress({ done: index + 1, total: sources.length, unit: 'files' });
  }
  return { outputs: { examples: { properties: { split_names: '["train"]' } } } };
};

const count: Executor<{ ignoreCase: boolean; fail: boolean }> = async ({
  inputs,
  outputs,
  parameters,
  report,
}) => {
  if (parameters.fail) {
    throw new Error('Counting failed, as it was told to, with the token hf_abcdefghijklmnop');
  }
  const text = await textOf(inputs.examples?.[0]);
  const letters = parameters.ignoreCase ? text.toLowerCase() : text;
  report.log('info', `counted ${letters.length} letters`);
  await writeFile(
    join(pathOf(outputs, 'statistics'), 'count.txt'),
    `${new Set(letters).size} of ${letters.length}\n`,
  );
  return undefined;
};

const learn: Executor<{
  epochs: number;
  module?: string;
  waitFor?: string;
  stubborn: boolean;
  crash: boolean;
}> = async (context) => {
  const { parameters, stateDirectory, outputs, signal, report, notebookDirectory } = context;
  const checkpoint = join(stateDirectory, 'epoch.txt');
  const done = Number(await readFile(checkpoint, 'utf8').catch(() => '0'));
  for (let epoch = done + 1; epoch <= parameters.epochs; epoch++) {
    report.metrics({ step: epoch, epoch, values: { epoch_loss: 1 / epoch } });
    await writeFile(checkpoint, String(epoch));
    report.checkpoint({ epoch, step: epoch, best: true });
    report.progress({ done: epoch, total: parameters.epochs, unit: 'epochs' });
    await waitWhile(context);
    if (parameters.crash) {
      process.kill(process.pid, 'SIGKILL');
    }
    if (!parameters.stubborn) {
      signal.throwIfAborted();
    }
  }
  const code = parameters.module ? await readFile(join(notebookDirectory, parameters.module), 'utf8') : '';
  const text = await textOf(context.inputs.examples?.[0]);
  await writeFile(join(pathOf(outputs, 'model'), 'weights.txt'), `${parameters.epochs} ${text} ${code}`);
  await writeFile(join(pathOf(outputs, 'model_run'), 'events.txt'), `started at epoch ${done}\n`);
  return undefined;
};

const judge: Executor = async ({ inputs, outputs }) => {
  await writeFile(join(pathOf(outputs, 'blessing'), 'BLESSED'), '');
  const model = inputs.model?.[0];
  const baseline = inputs.baseline_model?.[0];
  return {
    outputs: {
      blessing: {
        customProperties: {
          blessed: 1,
          current_model: model?.uri ?? '',
          current_model_id: model?.id ?? 0,
          ...(baseline ? { baseline_model_id: baseline.id } : {}),
        },
      },
    },
  };
};

const send: Executor<{ to: string }> = async ({ parameters, inputs, notebookDirectory, secrets, report }) => {
  await appendFile(join(notebookDirectory, parameters.to), `${inputs.model?.[0]?.digest}\n`);
  report.log('info', `signed in with ${secrets.huggingface ?? 'nothing'}`);
  return {
    outputs: { pushed_model: { customProperties: { pushed: 1, note: `token ${secrets.huggingface}` } } },
  };
};

/** Holds an epoch open while the file is there, so that tests decide when it ends. */
async function waitWhile({
  parameters,
  notebookDirectory,
  signal,
}: ExecutorContext<{ waitFor?: string; stubborn: boolean }>): Promise<void> {
  const { waitFor, stubborn } = parameters;
  while (waitFor && (await exists(join(notebookDirectory, waitFor)))) {
    if (signal.aborted && !stubborn) {
      return;
    }
    await sleep(10);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function textOf(artifact: InputArtifact | undefined): Promise<string> {
  const folder = join(artifact?.path ?? '', 'Split-train');
  const texts = await Promise.all(
    (await readdir(folder)).sort().map((name) => readFile(join(folder, name), 'utf8')),
  );
  return texts.join('');
}

function pathOf(outputs: ExecutorContext['outputs'], key: string): string {
  const target = outputs[key];
  if (!target) {
    throw new Error(`There is no output "${key}"`);
  }
  return target.path;
}

// biome-ignore lint/suspicious/noExplicitAny: executors have different parameter types
export const executors: Readonly<Record<string, () => Promise<Executor<any>>>> = {
  Gather: async () => gather,
  Count: async () => count,
  Learn: async () => learn,
  Judge: async () => judge,
  Send: async () => send,
};
