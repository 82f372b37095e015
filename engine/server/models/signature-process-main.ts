import { toErrorView } from '../../base/error-view.ts';
import { SavedModelSession } from '../../tensorflow/saved-model/session.ts';
import type { FromSignatureProcess, ToSignatureProcess } from './signature-protocol.ts';

/** The program of the process that runs SavedModels for viewers, one question after the other. */

/** Models loaded at once; the one unused for longest makes room. */
const LOADED_MODELS = 3;

const sessions = new Map<string, SavedModelSession>();
let queue: Promise<void> = Promise.resolve();

process.on('message', (message: ToSignatureProcess) => {
  queue = queue.then(() => answer(message));
});

// The engine is gone: nobody asks any more.
process.on('disconnect', () => process.exit(0));

async function answer({ id, directory, tag, signature, inputs }: ToSignatureProcess): Promise<void> {
  try {
    const session = await loaded(directory, tag);
    send({ id, ok: true, outputs: session.run(signature, inputs) });
  } catch (error) {
    const { message, hint, details } = toErrorView(error, []);
    send({
      id,
      ok: false,
      error: {
        message,
        ...(hint === undefined ? {} : { hint }),
        ...(details === undefined ? {} : { details }),
      },
    });
  }
}

async function loaded(directory: string, tag?: string): Promise<SavedModelSession> {
  const session = sessions.get(directory) ?? (await SavedModelSession.open(directory, tag));
  sessions.delete(directory);
  sessions.set(directory, session);
  const [oldest] = sessions.keys();
  if (sessions.size > LOADED_MODELS && oldest !== undefined) {
    sessions.get(oldest)?.[Symbol.dispose]();
    sessions.delete(oldest);
  }
  return session;
}

function send(message: FromSignatureProcess): void {
  process.send?.(message);
}
