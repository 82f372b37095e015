import sharp from 'sharp';
import { predictOnEndpoint } from '../../destinations/vertex/predict.ts';
import type { VertexClients } from '../../destinations/vertex/vertex-clients.ts';
import { VertexError } from '../../destinations/vertex/vertex-error.ts';
import { decodeExample } from '../../formats/example/decode-example.ts';
import { type FeatureValue, numbersOf } from '../../formats/example/feature-value.ts';
import type { ExecutorContext } from '../../pipeline/component.ts';
import { SavedModelSession } from '../../tensorflow/saved-model/session.ts';
import { exampleBatches } from '../evaluator/example-batches.ts';
import { pushableModel } from '../pusher/pushable-model.ts';

/** Share of equal pixels below which the endpoint is said to serve another model; resizing differs in few pixels. */
const leastAgreement = 0.99;

/**
 * Asks the endpoint and the local model for the mask of one example and compares them, so that a push that serves
 * something else is noticed at once.
 *
 * @throws VertexError "prediction-differs"
 */
export async function comparePrediction(
  context: ExecutorContext,
  clients: VertexClients,
  endpoint: string,
): Promise<void> {
  const [examples] = context.inputs.examples ?? [];
  const model = pushableModel(context.inputs);
  if (examples === undefined || model === null) return;
  const image = await firstImage(examples.path, context.signal);
  if (image === undefined)
    return context.report.log('warning', 'The examples hold no image to compare a prediction of');
  const local = await predictLocally(model.directory, image);
  const [remote] = await predictOnEndpoint(clients, endpoint, [{ string_input: image }]);
  const agreement = shareOfEqual(local, flatten(remote));
  if (agreement < leastAgreement)
    throw new VertexError(
      'prediction-differs',
      `The endpoint's prediction agrees with the local model's in ${(100 * agreement).toFixed(1)} % of the pixels`,
      {
        hint: 'Traffic may still go to an older version; check the traffic split, or shift all traffic to the new version',
      },
    );
  context.report.log(
    'info',
    `The endpoint answers as the local model does (${(100 * agreement).toFixed(2)} % of the pixels)`,
  );
}

/** An encoded image of the first record, in web-safe base64 as `serving_default` takes it. */
async function firstImage(examplesPath: string, signal: AbortSignal): Promise<string | undefined> {
  for await (const { records } of exampleBatches(examplesPath, { splits: ['eval'], size: 1, signal })) {
    const features = decodeExample(records[0] ?? new Uint8Array());
    const encoded = await encodedImage(features.get('image'), features.get('image_shape'));
    return encoded?.toString('base64url');
  }
  return undefined;
}

async function encodedImage(
  image: FeatureValue | undefined,
  shape: FeatureValue | undefined,
): Promise<Buffer | undefined> {
  if (image?.kind === 'bytes') return Buffer.from(image.values[0] ?? []);
  if (image === undefined || shape === undefined) return undefined;
  const [height = 0, width = 0] = Array.from(numbersOf(shape) ?? []);
  const pixels = Uint8Array.from(numbersOf(image) ?? [], Math.round);
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

async function predictLocally(directory: string, image: string): Promise<readonly number[]> {
  using session = await SavedModelSession.open(directory);
  const { seg_mask: mask } = session.run('serving_default', {
    string_input: { dtype: 'string', shape: [1], data: [Buffer.from(image)] },
  });
  return Array.from((mask?.data ?? []) as Iterable<number | bigint>, Number);
}

function shareOfEqual(left: readonly number[], right: readonly number[]): number {
  if (left.length === 0 || left.length !== right.length) return 0;
  return left.filter((value, index) => value === right[index]).length / left.length;
}

function flatten(value: unknown): readonly number[] {
  return Array.isArray(value) ? value.flatMap(flatten) : [Number(value)];
}
