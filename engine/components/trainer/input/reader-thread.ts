import { parentPort, workerData } from 'node:worker_threads';
import type { Batch, ReaderOptions } from './batch-feature.ts';
import type { FromReader, ToReader } from './batch-reader.ts';
import { BatchSource } from './batch-source.ts';

/** Runs in a thread of its own, so that reading goes on while a training step blocks the main one. */
const source = new BatchSource(workerData as ReaderOptions);
const port = parentPort;
let credits = 0;
let onCredit: (() => void) | undefined;

port?.on('message', (message: ToReader) => {
  if (message.type === 'credit') {
    credits += 1;
    onCredit?.();
  } else {
    void runPass(message).catch((error: unknown) => post({ type: 'failed', error: toPlain(error) }));
  }
});

async function runPass({ pass, id }: Extract<ToReader, { type: 'pass' }>): Promise<void> {
  for await (const batch of source.pass(pass)) {
    await waitForCredit();
    credits -= 1;
    post({ type: 'batch', id, batch }, transferable(batch));
  }
  post({ type: 'end', id });
}

async function waitForCredit(): Promise<void> {
  while (credits <= 0) {
    await new Promise<void>((resolve) => {
      onCredit = resolve;
    });
  }
}

function transferable({ features }: Batch): ArrayBuffer[] {
  return Object.values(features).map(({ buffer }) => buffer);
}

function post(message: FromReader, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(message, transfer);
}

/** Errors lose their class on the way between threads; these fields are what a report needs. */
function toPlain(error: unknown): Extract<FromReader, { type: 'failed' }>['error'] {
  const { message, hint, location, stack } = error as Error & { hint?: string; location?: object };
  return { message, hint, location, stack };
}
