import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { decodeExample } from '../example/decode-example.ts';
import { encodeExample } from '../example/encode-example.ts';
import {
  bytesFeature,
  type FeatureValue,
  floatFeature,
  intFeature,
  numbersOf,
} from '../example/feature-value.ts';
import { readRecordBatches } from '../tfrecord/read-record-batches.ts';
import { RecordWriter } from '../tfrecord/record-writer.ts';

/**
 * What is kept of each evaluated example beside TFMA's files, which has no place for it: a TFRecord of tf.Examples in
 * a folder of its own that TFMA does not look at.
 */
const resultsFile = path.join('millrace', 'examples.tfrecord');

export type ModelRole = 'candidate' | 'baseline';
const roles: readonly ModelRole[] = ['candidate', 'baseline'];

export interface ModelExampleResult {
  /** Metric values by name, with the sub key in parentheses. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Null for a model that predicts values. */
  readonly predicted: ArrayLike<number> | null;
}

export interface ExampleResult {
  /** Position in the evaluated split. */
  readonly record: number;
  readonly shape: readonly number[];
  readonly label: ArrayLike<number> | null;
  readonly models: Readonly<Partial<Record<ModelRole, ModelExampleResult>>>;
}

const deflateBytes = promisify(deflateRaw);
const inflateBytes = promisify(inflateRaw);

/** Writes example results one after another; `close` ends the file. */
export class ExampleResultWriter implements AsyncDisposable {
  readonly #writer: RecordWriter;

  private constructor(writer: RecordWriter) {
    this.#writer = writer;
  }

  static async create(evaluationDirectory: string): Promise<ExampleResultWriter> {
    const file = path.join(evaluationDirectory, resultsFile);
    await mkdir(path.dirname(file), { recursive: true });
    return new ExampleResultWriter(await RecordWriter.create(file));
  }

  async write(result: ExampleResult): Promise<void> {
    const features = new Map<string, FeatureValue>([
      ['record', intFeature([result.record])],
      ['shape', intFeature([...result.shape])],
    ]);
    if (result.label !== null) {
      features.set('label', bytesFeature([await packCodes(result.label)]));
    }
    for (const role of roles) {
      await addModel(features, role, result.models[role]);
    }
    await this.#writer.write(encodeExample(features));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#writer.close();
  }
}

async function addModel(
  features: Map<string, FeatureValue>,
  role: ModelRole,
  model: ModelExampleResult | undefined,
): Promise<void> {
  for (const [name, value] of Object.entries(model?.metrics ?? {})) {
    features.set(`${role}/${name}`, floatFeature([value]));
  }
  if (model?.predicted) {
    features.set(`${role}/predicted`, bytesFeature([await packCodes(model.predicted)]));
  }
}

/** An example's results with its masks still packed: `unpackCodes` expands the ones that are looked at. */
export interface StoredExampleResult {
  readonly record: number;
  readonly shape: readonly number[];
  readonly label: Uint8Array | null;
  readonly models: Readonly<
    Partial<
      Record<
        ModelRole,
        { readonly metrics: Readonly<Record<string, number>>; readonly predicted: Uint8Array | null }
      >
    >
  >;
}

/** The example results of an evaluation's folder. @throws FormatError when there are none or they are damaged */
export async function* readExampleResults(evaluationDirectory: string): AsyncGenerator<StoredExampleResult> {
  for await (const { records } of readRecordBatches(path.join(evaluationDirectory, resultsFile))) {
    for (const record of records) {
      yield fromFeatures(decodeExample(record));
    }
  }
}

function fromFeatures(features: ReadonlyMap<string, FeatureValue>): StoredExampleResult {
  const models = roles.flatMap((role) => {
    const found = modelOf(features, role);
    return found === null ? [] : [[role, found] as const];
  });
  return {
    record: numbersOf(features.get('record'))?.[0] ?? 0,
    shape: Array.from(numbersOf(features.get('shape')) ?? []),
    label: bytesOf(features.get('label')),
    models: Object.fromEntries(models),
  };
}

function modelOf(features: ReadonlyMap<string, FeatureValue>, role: ModelRole) {
  const own = [...features].filter(([name]) => name.startsWith(`${role}/`));
  if (own.length === 0) {
    return null;
  }
  const metrics = own.flatMap(([name, value]) =>
    value.kind === 'float' ? [[name.slice(role.length + 1), value.values[0] ?? Number.NaN] as const] : [],
  );
  return { metrics: Object.fromEntries(metrics), predicted: bytesOf(features.get(`${role}/predicted`)) };
}

function bytesOf(feature: FeatureValue | undefined): Uint8Array | null {
  return feature?.kind === 'bytes' ? (feature.values[0] ?? null) : null;
}

/** Codes at two bytes each where one does not hold them; the first byte says which. */
async function packCodes(codes: ArrayLike<number>): Promise<Uint8Array> {
  const narrow = Uint8Array.from(codes);
  const fits = narrow.every((code, index) => code === codes[index]);
  const values = fits ? narrow : new Uint8Array(Uint16Array.from(codes).buffer);
  const packed = await deflateBytes(values);
  return Buffer.concat([Uint8Array.of(fits ? 1 : 2), packed]);
}

/** @see packCodes */
export async function unpackCodes(packed: Uint8Array): Promise<Uint8Array | Uint16Array> {
  const bytes = await inflateBytes(packed.subarray(1));
  return packed[0] === 2 ? new Uint16Array(Uint8Array.from(bytes).buffer) : new Uint8Array(bytes);
}
