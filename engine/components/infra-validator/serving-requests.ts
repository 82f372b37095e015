import { decodeExample } from '../../formats/example/decode-example.ts';
import { encodeExampleImage } from '../../formats/images/encode-example-image.ts';
import type { InputArtifact } from '../../pipeline/component.ts';
import { readSignatures, type Signature } from '../../tensorflow/saved-model/signature.ts';
import { exampleBatches } from '../evaluator/example-batches.ts';
import { splitsOf } from '../examples-artifact.ts';
import type { InfraValidatorParameters } from './definition.ts';
import { InfraError } from './infra-error.ts';

/** A query of one signature: a batch of strings for its one input. */
export interface ServingRequest {
  readonly signature: string;
  readonly input: string;
  readonly values: readonly Uint8Array[];
}

/**
 * Requests out of real Examples for the signatures that take one batch of strings: an input named `examples` takes the
 * serialized Example, any other the Example's image in web-safe base64, as `serving_default` does.
 *
 * @throws InfraError "no-request" when a signature that was asked for cannot be queried with these Examples
 */
export async function servingRequests(options: {
  readonly model: string;
  readonly examples: InputArtifact;
  readonly spec: InfraValidatorParameters['request_spec'];
  readonly signal: AbortSignal;
}): Promise<readonly ServingRequest[]> {
  const { spec } = options;
  const signatures = await readSignatures(options.model);
  const records = await firstRecords(options);
  const wanted = spec.signature_names.length > 0 ? spec.signature_names : signatures.map(({ name }) => name);
  const requests: ServingRequest[] = [];
  for (const name of wanted) {
    const request = await requestOf(
      signatures.find((signature) => signature.name === name),
      records,
    );
    if (request !== null) {
      requests.push(request);
    } else if (spec.signature_names.length > 0) {
      throw cannotQuery(name, signatures);
    }
  }
  if (requests.length === 0) {
    throw cannotQuery('', signatures);
  }
  return requests;
}

async function requestOf(
  signature: Signature | undefined,
  records: readonly Uint8Array[],
): Promise<ServingRequest | null> {
  const [input] = signature?.inputs ?? [];
  if (
    signature === undefined ||
    input === undefined ||
    signature.inputs.length > 1 ||
    input.dtype !== 'string'
  ) {
    return null;
  }
  const values = input.name === 'examples' ? records : await encodedImages(records);
  return values === null || values.length === 0
    ? null
    : { signature: signature.name, input: input.name, values };
}

async function encodedImages(records: readonly Uint8Array[]): Promise<readonly Uint8Array[] | null> {
  const images = await Promise.all(records.map((record) => encodeExampleImage(decodeExample(record))));
  return images.every((image) => image !== null)
    ? images.map((image) => Buffer.from(Buffer.from(image).toString('base64url')))
    : null;
}

async function firstRecords({
  examples,
  spec,
  signal,
}: {
  readonly examples: InputArtifact;
  readonly spec: InfraValidatorParameters['request_spec'];
  readonly signal: AbortSignal;
}): Promise<readonly Uint8Array[]> {
  const splits = [spec.split_name || (splitsOf(examples)[0] ?? '')];
  for await (const { records } of exampleBatches(examples.path, {
    splits,
    size: spec.num_examples,
    signal,
  })) {
    return records;
  }
  return [];
}

function cannotQuery(name: string, signatures: readonly Signature[]): InfraError {
  const what = name === '' ? 'No signature' : `Signature "${name}"`;
  return new InfraError('no-request', `${what} can be queried with these Examples`, {
    hint: `The model has ${signatures.map((signature) => signature.name).join(', ')}. Queried are those with one string input, of Examples or of images`,
  });
}
