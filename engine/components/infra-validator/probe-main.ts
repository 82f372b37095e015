import { Worker } from 'node:worker_threads';
import { SavedModelSession } from '../../tensorflow/saved-model/session.ts';
import { memoryMarker, type ProbeJob, type ProbeReport } from './probe-protocol.ts';

/** The process that plays the server: loads the model and answers the requests. */
process.on('message', (job: ProbeJob) => {
  void probe(job).then(
    () => end({ type: 'done' }),
    (error: unknown) =>
      end({ type: 'failed', message: error instanceof Error ? error.message : String(error) }),
  );
});

async function probe({ model, requests, memoryLimitBytes }: ProbeJob): Promise<void> {
  await watchMemory(memoryLimitBytes);
  const started = performance.now();
  using session = await SavedModelSession.open(model);
  tell({ type: 'loaded', milliseconds: performance.now() - started });
  for (const { signature, input, values } of requests) {
    const asked = performance.now();
    session.run(signature, { [input]: { dtype: 'string', shape: [values.length], data: values.map(copy) } });
    tell({ type: 'answered', signature, milliseconds: performance.now() - asked });
  }
}

/** What came over the channel may be a view of a larger buffer, which the binding does not take. */
function copy(value: Uint8Array): Uint8Array {
  return Uint8Array.from(value);
}

/** Starts the watch and waits until it runs, since loading a model blocks this thread. */
async function watchMemory(limitBytes: number): Promise<void> {
  const watch = new Worker(new URL('./memory-watch.ts', import.meta.url), {
    workerData: { limitBytes, marker: memoryMarker, everyMs: 50 },
  });
  watch.unref();
  await new Promise((resolve) => watch.once('online', resolve));
}

function tell(report: ProbeReport): void {
  process.send?.(report);
}

/** Ends without TensorFlow's own clean-up, once the last word is out. */
function end(report: ProbeReport): void {
  process.send?.(report, undefined, undefined, () => process.exit(0));
}
