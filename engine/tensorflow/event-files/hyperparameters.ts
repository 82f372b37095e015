import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { type Value, ValueSchema } from '@bufbuild/protobuf/wkt';
import { DataType, Status } from '../../formats/proto/gen/tensorboard/plugins/hparams/api_pb.js';
import { HParamsPluginDataSchema } from '../../formats/proto/gen/tensorboard/plugins/hparams/plugin_data_pb.js';
import {
  type Summary_Value,
  Summary_ValueSchema,
} from '../../formats/proto/gen/tensorflow/core/framework/summary_pb.js';
import { DataType as TensorType } from '../../formats/proto/gen/tensorflow/core/framework/types_pb.js';

/** What a training was done with, by name. */
export type Hyperparameters = Readonly<Record<string, string | number | boolean>>;

/** A curve that hyperparameters are to be compared by: the subfolder of its event files, and its tag. */
export interface ComparedMetric {
  readonly run: string;
  readonly tag: string;
}

/** Says which hyperparameters there are and which curves count, for TensorBoard's "HParams" page. */
export function experimentSummary(
  hyperparameters: Hyperparameters,
  metrics: readonly ComparedMetric[],
): Summary_Value {
  const hparamInfos = Object.entries(hyperparameters).map(([name, value]) => ({ name, type: typeOf(value) }));
  const metricInfos = metrics.map(({ run, tag }) => ({ name: { group: run, tag } }));
  return pluginSummary('experiment', { case: 'experiment', value: { hparamInfos, metricInfos } });
}

/** Says what the training that begins is done with. */
export function sessionStartSummary(hyperparameters: Hyperparameters, startSeconds: number): Summary_Value {
  const hparams = Object.fromEntries(
    Object.entries(hyperparameters).map(([name, value]) => [name, protoValue(value)]),
  );
  return pluginSummary('session_start_info', {
    case: 'sessionStartInfo',
    value: { hparams, startTimeSecs: startSeconds },
  });
}

/** Says that the training has ended well. */
export function sessionEndSummary(endSeconds: number): Summary_Value {
  return pluginSummary('session_end_info', {
    case: 'sessionEndInfo',
    value: { status: Status.SUCCESS, endTimeSecs: endSeconds },
  });
}

/** The plugin keeps its data in a summary's metadata, beside an empty tensor (tensorboard/plugins/hparams/metadata.py). */
function pluginSummary(
  tag: string,
  data: NonNullable<MessageInitShape<typeof HParamsPluginDataSchema>['data']>,
): Summary_Value {
  const content = toBinary(HParamsPluginDataSchema, create(HParamsPluginDataSchema, { data }));
  return create(Summary_ValueSchema, {
    tag: `_hparams_/${tag}`,
    metadata: { pluginData: { pluginName: 'hparams', content } },
    value: {
      case: 'tensor',
      value: { dtype: TensorType.DT_FLOAT, tensorShape: { dim: [{ size: 0n }] } },
    },
  });
}

function typeOf(value: Hyperparameters[string]): DataType {
  switch (typeof value) {
    case 'number':
      return DataType.FLOAT64;
    case 'boolean':
      return DataType.BOOL;
    default:
      return DataType.STRING;
  }
}

function protoValue(value: Hyperparameters[string]): Value {
  switch (typeof value) {
    case 'number':
      return create(ValueSchema, { kind: { case: 'numberValue', value } });
    case 'boolean':
      return create(ValueSchema, { kind: { case: 'boolValue', value } });
    default:
      return create(ValueSchema, { kind: { case: 'stringValue', value } });
  }
}
