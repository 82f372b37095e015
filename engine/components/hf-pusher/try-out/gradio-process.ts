import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { UploadSource } from '../../../destinations/hub/local-file.ts';
import { PushError } from '../push-error.ts';
import { writeSources } from './write-sources.ts';

/** A Gradio app that runs until it is closed. */
export interface GradioProcess extends AsyncDisposable {
  readonly url: string;
}

/** TensorFlow and Gradio take their time to load. */
const longestStartMs = 120_000;

/**
 * Starts the Gradio app of a Space in the user's Python, on the model as it lies on disk.
 *
 * @throws PushError "no-gradio" where Python lacks what the app imports, or the app does not start
 */
export async function startGradio(params: {
  readonly python: string;
  readonly files: readonly UploadSource[];
  readonly modelFolder: string;
  readonly signal: AbortSignal;
}): Promise<GradioProcess> {
  await requirePackages(params.python);
  const folder = await mkdtemp(join(tmpdir(), 'millrace-space-'));
  await writeSources(folder, params.files);
  const port = await freePort();
  const child = spawn(params.python, ['app.py'], {
    cwd: folder,
    env: gradioEnvironment(process.env, { modelFolder: params.modelFolder, port }),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const stop = async () => {
    child.kill();
    await rm(folder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}/`;
  try {
    await waitUntilUp(url, child, params.signal);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, [Symbol.asyncDispose]: stop };
}

async function requirePackages(python: string): Promise<void> {
  try {
    await promisify(execFile)(python, [
      '-c',
      'import importlib.util as u, sys; sys.exit(not all(map(u.find_spec, ("gradio", "tensorflow"))))',
    ]);
  } catch (cause) {
    throw new PushError('no-gradio', `"${python}" has no Gradio or no TensorFlow to try the app with`, {
      hint: 'Run "pip install gradio tensorflow", or name another interpreter in MILLRACE_PYTHON; the push itself needs neither',
      cause,
    });
  }
}

/** The app gets what it needs to run and to find its libraries, and no tokens. */
function gradioEnvironment(
  environment: NodeJS.ProcessEnv,
  { modelFolder, port }: { readonly modelFolder: string; readonly port: number },
): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(
    ([name]) => !/TOKEN|SECRET|PASSWORD|CREDENTIALS|API_KEY/i.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    MODEL_FOLDER: modelFolder,
    GRADIO_SERVER_NAME: '127.0.0.1',
    GRADIO_SERVER_PORT: String(port),
    GRADIO_ANALYTICS_ENABLED: 'False',
    HF_HUB_OFFLINE: '1',
  };
}

async function waitUntilUp(url: string, child: ChildProcess, signal: AbortSignal): Promise<void> {
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-4000);
  });
  const deadline = Date.now() + longestStartMs;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new PushError('no-gradio', 'The Gradio app ended before it answered', {
        hint: 'The details hold what it said',
        details: said,
      });
    }
    const response = await fetch(url, { signal }).catch(() => null);
    if (response?.ok) {
      return;
    }
    await wait(250, undefined, { signal });
  }
  throw new PushError('no-gradio', 'The Gradio app did not answer within two minutes', { details: said });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
