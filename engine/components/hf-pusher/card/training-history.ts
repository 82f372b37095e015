import { fromBinary } from '@bufbuild/protobuf';
import { listFiles } from '../../../base/list-files.ts';
import type { Summary_Value } from '../../../formats/proto/gen/tensorflow/core/framework/summary_pb.js';
import { EventSchema } from '../../../formats/proto/gen/tensorflow/core/util/event_pb.js';
import { readRecordBatches } from '../../../formats/tfrecord/read-record-batches.ts';

/** One curve of a training: TensorBoard's tag, below the run ("validation/epoch_loss"), and its points in order. */
export interface TrainingSeries {
  readonly tag: string;
  readonly points: readonly { readonly step: number; readonly value: number }[];
}

const eventFile = /(?:^|\/)events\.out\.tfevents\.[^/]*$/;

/** Every scalar curve in the event files below a folder. Curves of a subfolder carry its name, but for "train". */
export async function readTrainingHistory(folder: string): Promise<readonly TrainingSeries[]> {
  const series = new Map<string, { step: number; value: number }[]>();
  for (const file of (await listFiles(folder)).filter(({ path }) => eventFile.test(path))) {
    const run = file.path.split('/').at(-2);
    const prefix = run === undefined || run === 'train' ? '' : `${run}/`;
    for await (const { records } of readRecordBatches(file.absolutePath)) {
      for (const { step, what } of records.map((record) => fromBinary(EventSchema, record))) {
        for (const value of what.case === 'summary' ? what.value.value : []) {
          addPoint(series, prefix + value.tag, { step: Number(step), value: scalarOf(value) });
        }
      }
    }
  }
  return [...series].map(([tag, points]) => ({ tag, points }));
}

function addPoint(
  series: Map<string, { step: number; value: number }[]>,
  tag: string,
  point: { readonly step: number; readonly value: number | null },
): void {
  if (point.value !== null) {
    const points = series.get(tag) ?? [];
    points.push({ step: point.step, value: point.value });
    series.set(tag, points);
  }
}

/** A scalar as TensorFlow 1 writes it (simple_value) or TensorFlow 2 (a tensor of one float); null for the rest. */
function scalarOf({ value }: Summary_Value): number | null {
  if (value.case === 'simpleValue') {
    return value.value;
  }
  if (value.case !== 'tensor' || (value.value.tensorShape?.dim.length ?? 0) > 0) {
    return null;
  }
  const { floatVal, tensorContent } = value.value;
  if (floatVal[0] !== undefined) {
    return floatVal[0];
  }
  const view = new DataView(tensorContent.buffer, tensorContent.byteOffset, tensorContent.byteLength);
  return tensorContent.byteLength === 4 ? view.getFloat32(0, true) : null;
}
