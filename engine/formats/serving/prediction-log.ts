import { create, toBinary } from '@bufbuild/protobuf';
import type { TensorProto } from '../proto/gen/tensorflow/core/framework/tensor_pb.js';
import { PredictionLogSchema } from '../proto/gen/tensorflow_serving/apis/prediction_log_pb.js';

/** One request to a signature and, where it was answered, the answer; tensors have a batch of one in front. */
export interface LoggedPrediction {
  readonly signature: string;
  /** The served model's name; empty where none serves it. */
  readonly modelName?: string;
  readonly inputs: Readonly<Record<string, TensorProto>>;
  readonly outputs?: Readonly<Record<string, TensorProto>>;
}

/**
 * A serialized tensorflow.serving.PredictionLog (tensorflow_serving/apis/prediction_log.proto), as TFX's BulkInferrer
 * writes answers and TensorFlow Serving reads warm-up requests.
 */
export function encodePredictionLog({ signature, modelName, inputs, outputs }: LoggedPrediction): Uint8Array {
  const modelSpec = { name: modelName ?? '', signatureName: signature };
  return toBinary(
    PredictionLogSchema,
    create(PredictionLogSchema, {
      logType: {
        case: 'predictLog',
        value: {
          request: { modelSpec, inputs: { ...inputs } },
          ...(outputs && { response: { modelSpec, outputs: { ...outputs } } }),
        },
      },
    }),
  );
}
