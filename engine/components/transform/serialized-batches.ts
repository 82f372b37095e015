import { setImmediate } from 'node:timers/promises';
import { readRecordBatches } from '../../formats/tfrecord/read-record-batches.ts';

const MAXIMUM_RECORDS = 256;

/**
 * The records of some files in batches for TensorFlow: about a mebibyte, and few enough that many small records do not
 * make a large dense tensor. Lets the event loop run in between, so that a cancellation is heard.
 */
export async function* serializedBatches(
  files: readonly string[],
  { signal }: { readonly signal: AbortSignal },
): AsyncGenerator<Uint8Array[]> {
  for (const file of files) {
    for await (const { records } of readRecordBatches(file, { signal })) {
      for (let start = 0; start < records.length; start += MAXIMUM_RECORDS) {
        await setImmediate();
        signal.throwIfAborted();
        yield records.slice(start, start + MAXIMUM_RECORDS);
      }
    }
  }
}
