import { type FileHandle, mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { create, toBinary } from '@bufbuild/protobuf';
import {
  Summary_ImageSchema,
  type Summary_Value,
  Summary_ValueSchema,
  SummaryMetadataSchema,
  SummarySchema,
} from '../../formats/proto/gen/tensorflow/core/framework/summary_pb.js';
import { type Event, EventSchema } from '../../formats/proto/gen/tensorflow/core/util/event_pb.js';
import { frameRecords } from '../../formats/tfrecord/frame.ts';

export interface EventImage {
  readonly width: number;
  readonly height: number;
  /** PNG or JPEG. */
  readonly encoded: Uint8Array;
}

let files = 0;

/** Writes a TensorBoard event file: TFRecords of tensorflow.Event, beginning with the version "brain.Event:2". */
export class EventWriter implements AsyncDisposable {
  readonly #file: FileHandle;
  /** The last write; the next one waits for it, since events written at once would mix. */
  #written: Promise<void> = Promise.resolve();

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Starts a new file in a folder; TensorBoard reads all files of a folder as one run. */
  static async create(directory: string): Promise<EventWriter> {
    await mkdir(directory, { recursive: true });
    files += 1;
    const name = `events.out.tfevents.${Math.floor(Date.now() / 1000)}.millrace.${process.pid}.${files}.v2`;
    const writer = new EventWriter(await open(path.join(directory, name), 'a'));
    await writer.#write(0, { case: 'fileVersion', value: 'brain.Event:2' });
    return writer;
  }

  async scalars(step: number, values: Readonly<Record<string, number>>): Promise<void> {
    await this.summaries(
      step,
      Object.entries(values).map(([tag, value]) => scalarValue(tag, value)),
    );
  }

  async image(step: number, tag: string, { width, height, encoded }: EventImage): Promise<void> {
    const image = create(Summary_ImageSchema, { width, height, colorspace: 3, encodedImageString: encoded });
    await this.summaries(step, [
      create(Summary_ValueSchema, { tag, value: { case: 'image', value: image } }),
    ]);
  }

  /** A serialized GraphDef, for TensorBoard's graph view. */
  async graph(graphDef: Uint8Array): Promise<void> {
    await this.#write(0, { case: 'graphDef', value: graphDef });
  }

  /** Summaries of a plugin of TensorBoard. */
  async summaries(step: number, values: Summary_Value[]): Promise<void> {
    await this.#write(step, { case: 'summary', value: create(SummarySchema, { value: values }) });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close();
  }

  async #write(step: number, what: Event['what']): Promise<void> {
    const event = create(EventSchema, { wallTime: Date.now() / 1000, step: BigInt(step), what });
    const record = frameRecords([toBinary(EventSchema, event)]);
    this.#written = this.#written.then(() => this.#file.appendFile(record));
    await this.#written;
  }
}

function scalarValue(tag: string, value: number): Summary_Value {
  return create(Summary_ValueSchema, {
    tag,
    value: { case: 'simpleValue', value },
    metadata: create(SummaryMetadataSchema, { pluginData: { pluginName: 'scalars' } }),
  });
}
