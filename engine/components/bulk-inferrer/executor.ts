import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { decodeExample } from '../../formats/example/decode-example.ts';
import { encodeExample } from '../../formats/example/encode-example.ts';
import { encodePredictionLog } from '../../formats/serving/prediction-log.ts';
import { RecordWriter } from '../../formats/tfrecord/record-writer.ts';
import type { ExecutorContext, ExecutorResult, InputArtifact } from '../../pipeline/component.ts';
import { tensorProto } from '../../tensorflow/graph/tensor-proto.ts';
import type { HostTensor } from '../../tensorflow/host-tensor.ts';
import { SavedModelSession } from '../../tensorflow/saved-model/session.ts';
import type { Signature } from '../../tensorflow/saved-model/signature.ts';
import { countExamples, exampleBatches } from '../evaluator/example-batches.ts';
import { splitNamesJson, splitsOf } from '../examples-artifact.ts';
import { pushRefusal } from '../pusher/pushable-model.ts';
import { servingDirectory } from '../serving-directory.ts';
import { BulkInferrerError } from './bulk-inferrer-error.ts';
import type { BulkInferrerParameters } from './definition.ts';
import { columnFeatures, sliceOfBatch, standardColumns } from './output-columns.ts';

type Context = ExecutorContext<BulkInferrerParameters>;

const batchSize = 32;

/** What one signature says of one example; tensors without the batch. */
interface Prediction {
  readonly signature: Signature;
  readonly outputs: Readonly<Record<string, HostTensor>>;
}

/** Predicts every example of the chosen splits, as logs and as Examples with new columns. */
export async function bulkInferrerExecutor(context: Context): Promise<ExecutorResult> {
  const refusal = pushRefusal({ model_blessing: context.inputs.model_blessing ?? [] });
  if (refusal !== null) {
    context.report.log('warning', `Nothing is predicted. ${refusal}`);
    const customProperties = { reason: refusal };
    return { outputs: { inference_result: { customProperties }, output_examples: { customProperties } } };
  }
  const examples = only(context, 'examples');
  using session = await SavedModelSession.open(servingDirectory(only(context, 'model')));
  const signatures = chooseSignatures(session, context.parameters.model_spec.model_signature_name);
  const splits = chooseSplits(examples, context.parameters.data_spec.example_splits);
  const total = await countExamples(examples.path, splits, context.signal);
  await using logs = await openLogs(context);
  let done = 0;
  for (const split of splits) {
    done = await predictSplit(context, { session, signatures, split, logs, done, total });
  }
  return {
    outputs: {
      output_examples: {
        properties: { split_names: splitNamesJson(splits) },
        customProperties: passedOn(examples),
      },
    },
  };
}

interface SplitJob {
  readonly session: SavedModelSession;
  readonly signatures: readonly Signature[];
  readonly split: string;
  readonly logs: RecordWriter | null;
  /** Examples of earlier splits. */
  readonly done: number;
  /** Examples of all splits. */
  readonly total: number;
}

/** @returns how many examples are done, this split's included */
async function predictSplit(context: Context, job: SplitJob): Promise<number> {
  const folder = path.join(context.outputs.output_examples?.path ?? '', `Split-${job.split}`);
  await mkdir(folder, { recursive: true });
  await using writer = await RecordWriter.create(path.join(folder, 'examples-00000-of-00001.gz'));
  const options = { splits: [job.split], size: batchSize, signal: context.signal };
  let { done } = job;
  for await (const { records } of exampleBatches(only(context, 'examples').path, options)) {
    for (const [index, predictions] of predictBatch(job, records).entries()) {
      const record = records[index] ?? new Uint8Array();
      await writer.write(withColumns(context.parameters, record, predictions));
      await logAll(job.logs, record, predictions);
    }
    done += records.length;
    context.report.progress({ done, total: job.total, unit: 'examples', message: `Split ${job.split}` });
  }
  return done;
}

/** Predictions of each signature, by example. */
function predictBatch({ session, signatures }: SplitJob, records: readonly Uint8Array[]): Prediction[][] {
  const answers = signatures.map((signature) => {
    const input: HostTensor = { dtype: 'string', shape: [records.length], data: [...records] };
    return { signature, outputs: session.run(signature.name, { [inputName(signature)]: input }) };
  });
  return records.map((_, index) =>
    answers.map(({ signature, outputs }) => ({
      signature,
      outputs: Object.fromEntries(
        Object.entries(outputs).map(([key, tensor]) => [key, sliceOfBatch(tensor, index)] as const),
      ),
    })),
  );
}

function withColumns(
  { output_example_spec: { output_columns_spec: specs } }: BulkInferrerParameters,
  record: Uint8Array,
  predictions: readonly Prediction[],
): Uint8Array {
  const example = decodeExample(record);
  for (const [place, { signature, outputs }] of predictions.entries()) {
    const own = specs.filter((spec) =>
      spec.signature_name === '' ? place === 0 : spec.signature_name === signature.name,
    );
    const columns =
      specs.length === 0
        ? standardColumns(outputs)
        : own.flatMap((spec) => spec.predict_output.output_columns);
    for (const [name, feature] of columns.flatMap((column) => columnFeatures(column, outputs))) {
      if (example.has(name)) {
        throw new BulkInferrerError('column-exists', `The Examples already have a feature "${name}"`, {
          hint: 'Give the new column another name in "output_example_spec"',
          location: { parameter: 'output_example_spec', feature: name },
        });
      }
      example.set(name, feature);
    }
  }
  return encodeExample(example);
}

async function logAll(
  logs: RecordWriter | null,
  record: Uint8Array,
  predictions: readonly Prediction[],
): Promise<void> {
  for (const { signature, outputs } of logs === null ? [] : predictions) {
    const answers = Object.entries(outputs).map(
      ([key, tensor]) => [key, tensorProto({ ...tensor, shape: [1, ...tensor.shape] })] as const,
    );
    const input = tensorProto({ dtype: 'string', shape: [1], data: [record] });
    await logs?.write(
      encodePredictionLog({
        signature: signature.name,
        inputs: { [inputName(signature)]: input },
        outputs: Object.fromEntries(answers),
      }),
    );
  }
}

async function openLogs({ parameters, outputs }: Context): Promise<RecordWriter | null> {
  const folder = outputs.inference_result?.path ?? '';
  return parameters.prediction_logs
    ? await RecordWriter.create(path.join(folder, 'prediction_logs-00000-of-00001.gz'))
    : null;
}

function chooseSignatures(session: SavedModelSession, names: readonly string[]): Signature[] {
  const standard = session.signatures.has('from_examples') ? 'from_examples' : 'serving_default';
  const chosen = (names.length > 0 ? names : [standard]).map((name) => session.signature(name));
  const wrong = chosen.find(({ inputs }) => inputs.length !== 1 || inputs[0]?.dtype !== 'string');
  if (wrong !== undefined) {
    throw new BulkInferrerError(
      'wrong-signature',
      `Signature "${wrong.name}" does not take serialized Examples`,
      {
        hint: 'Name one with a single string input, such as from_examples',
        location: { parameter: 'model_spec' },
      },
    );
  }
  return chosen;
}

function chooseSplits(examples: InputArtifact, wanted: readonly string[]): string[] {
  const known = splitsOf(examples);
  const missing = wanted.find((split) => !known.includes(split));
  if (missing !== undefined || known.length === 0) {
    const what = missing === undefined ? 'no splits' : `no split "${missing}"`;
    throw new BulkInferrerError('no-examples', `The Examples have ${what}`, {
      hint: `Their splits are ${known.join(', ')}`,
      location: { parameter: 'data_spec' },
    });
  }
  return [...(wanted.length > 0 ? wanted : known)].sort();
}

/** What viewers know the features by: names of image, mask and classes. */
function passedOn({ customProperties }: InputArtifact): InputArtifact['customProperties'] {
  const names = ['image_feature', 'mask_feature', 'classes', 'span'];
  return Object.fromEntries(Object.entries(customProperties).filter(([name]) => names.includes(name)));
}

function inputName(signature: Signature): string {
  return signature.inputs[0]?.name ?? 'examples';
}

function only({ inputs }: Context, key: string): InputArtifact {
  const [artifact] = inputs[key] ?? [];
  if (artifact === undefined) {
    throw new BulkInferrerError('no-examples', `Nothing is connected to "${key}"`);
  }
  return artifact;
}
