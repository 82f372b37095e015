import { normalizeExample } from '../../../formats/example/normalize-example.ts';
import { totalSize } from '../../../formats/files/total-size.ts';
import { FormatError } from '../../../formats/format-error.ts';
import { readRecordBatches } from '../../../formats/tfrecord/read-record-batches.ts';
import type { ExampleReader, ReaderContext, SourceBatch } from './example-source.ts';

/** TFRecord files of tf.Examples; each record is parsed and serialized anew, as TFX does. */
export const tfrecordReader: ExampleReader = {
  unit: 'bytes',
  async open(context) {
    return { units: await totalSize(context.split.files), read: () => readFiles(context) };
  },
};

async function* readFiles(context: ReaderContext): AsyncGenerator<SourceBatch> {
  const { signal, parameters, onBadRecord } = context;
  let done = 0;
  const onRead = (bytes: number): void => {
    done += bytes;
    context.onProgress(done);
  };
  const skip = parameters.on_bad_record === 'skip' ? { onBadRecord } : {};
  for (const file of context.split.files) {
    for await (const batch of readRecordBatches(file, { signal, onRead, ...skip })) {
      const records = batch.records.flatMap((record, index) => {
        const normal = normalize(record, file, batch.numbers[index] ?? 0, batch.offsets[index] ?? 0, context);
        return normal ? [normal] : [];
      });
      yield { records };
    }
  }
}

function normalize(
  record: Uint8Array,
  file: string,
  number: number,
  offset: number,
  context: ReaderContext,
): Uint8Array | null {
  try {
    return normalizeExample(record, { file, record: number, offset });
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    context.onBadRecord(error);
    return null;
  }
}
