import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { encodePredictionLog } from '../../formats/serving/prediction-log.ts';
import { RecordWriter } from '../../formats/tfrecord/record-writer.ts';
import { tensorProto } from '../../tensorflow/graph/tensor-proto.ts';
import type { ServingRequest } from './serving-requests.ts';

/**
 * Copies a model and adds requests to it with which TensorFlow Serving warms up, at the place it looks for them:
 * `assets.extra/tf_serving_warmup_requests` (a TFRecord of PredictionLog).
 */
export async function stampModel(
  model: string,
  target: string,
  requests: readonly ServingRequest[],
): Promise<void> {
  await cp(model, target, { recursive: true });
  await mkdir(path.join(target, 'assets.extra'), { recursive: true });
  await using writer = await RecordWriter.create(
    path.join(target, 'assets.extra', 'tf_serving_warmup_requests'),
  );
  for (const { signature, input, values } of requests) {
    const tensor = tensorProto({ dtype: 'string', shape: [values.length], data: [...values] });
    await writer.write(encodePredictionLog({ signature, inputs: { [input]: tensor } }));
  }
}
