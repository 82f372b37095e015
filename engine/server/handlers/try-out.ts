import { hfPusher } from '../../components/hf-pusher/definition.ts';
import { type RunningSpace, trySpace } from '../../components/hf-pusher/try-out/try-space.ts';
import type { pushMethods } from '../../contract/push.ts';
import type { Handlers } from '../handler.ts';

/**
 * Runs the Space of a push cell on this machine, one at a time: another try, or the end of the engine, closes the one
 * before.
 */
export function tryOutHandlers(): Handlers<Pick<typeof pushMethods, 'push.tryOut'>> & AsyncDisposable {
  let running: RunningSpace | undefined;
  const close = async () => {
    await running?.[Symbol.asyncDispose]();
    running = undefined;
  };
  return {
    'push.tryOut': async ({ cell, space }, { pipeline, signal }) => {
      const { parameters, inputs } = pipeline.cell(cell);
      const { notebookDirectory, pipelineName } = pipeline;
      await close();
      const material = {
        parameters: hfPusher.parameters.parse(parameters),
        inputs,
        notebookDirectory,
        pipelineName,
      };
      running = await trySpace(material, space, { python: userPython(), signal });
      return { url: running.url };
    },
    [Symbol.asyncDispose]: close,
  };
}

/** The interpreter that the user named, or the one a shell would find. */
function userPython(): string {
  return process.env.MILLRACE_PYTHON || (process.platform === 'win32' ? 'python' : 'python3');
}
