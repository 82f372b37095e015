import { mapInOrder } from '../../../formats/files/map-in-order.ts';
import { FormatError } from '../../../formats/format-error.ts';
import { ExampleGenError } from '../example-gen-error.ts';
import type { ReaderContext, SourceBatch } from './example-source.ts';

/** Images being decoded at once; each takes a thread of sharp's pool and a few megabytes. */
const IMAGES_IN_FLIGHT = 4;

/** Encodes images in order, several at once; those that cannot be read are reported as bad records. */
export async function* readImages<Image extends { readonly name: string }>(
  images: readonly Image[],
  context: ReaderContext,
  encode: (image: Image, context: ReaderContext) => Promise<Uint8Array>,
): AsyncGenerator<SourceBatch> {
  const read = async (image: Image) => {
    context.signal.throwIfAborted();
    try {
      return { name: image.name, record: await encode(image, context) };
    } catch (error) {
      if (!(error instanceof FormatError || error instanceof ExampleGenError)) throw error;
      context.onBadRecord(error);
      return { name: image.name, record: null };
    }
  };
  let done = 0;
  for await (const { name, record } of mapInOrder(images, IMAGES_IN_FLIGHT, read)) {
    context.onProgress(++done);
    if (record) yield { records: [record], names: [name] };
  }
}
