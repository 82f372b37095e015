import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import type { UploadSource } from '../../../destinations/hub/local-file.ts';
import { filesBelow, findBrowserModel } from '../model-files.ts';
import { PushError } from '../push-error.ts';
import { inputOf, type PushMaterial } from '../push-material.ts';
import { browserWeightsFile, toBrowserGraph } from './browser-graph.ts';

/** What the static app runs, and the size it works at. */
export interface BrowserParts {
  readonly files: readonly UploadSource[];
  readonly browser: {
    readonly model: string;
    readonly preprocessing: string;
    readonly width: number;
    readonly height: number;
  };
}

/**
 * The model and its preprocessing in the forms a browser runs, with the library that runs them, so that the Space
 * stands alone: no other host, no build step.
 *
 * @throws PushError "no-browser-model" or "no-preprocessing"
 */
export async function browserParts(material: PushMaterial): Promise<BrowserParts> {
  const modelFolder = await findBrowserModel(inputOf(material, 'model')?.path ?? '');
  const transform = inputOf(material, 'transform_graph');
  if (modelFolder === null) {
    throw new PushError('no-browser-model', 'This model has no form that runs in a browser', {
      hint: 'Choose a Gradio Space, or let the Trainer write the tfjs layers model',
    });
  }
  if (transform === undefined) {
    throw new PushError('no-preprocessing', 'A static Space needs the preprocessing of the model', {
      hint: 'Connect the transform_graph of the Transform cell to this cell',
    });
  }
  const input = await readModelInput(join(modelFolder, 'model.json'));
  const graph = await toBrowserGraph({
    savedModel: join(transform.path, 'transform_fn'),
    outputFeature: input.name,
  });
  const [height, width] = sizeOf(graph.inputShape, input.shape);
  return {
    files: [
      ...(await filesBelow(modelFolder, { target: 'model' })),
      { path: 'preprocessing/model.json', content: { text: `${JSON.stringify(graph.modelJson)}\n` } },
      ...(graph.weights.byteLength === 0
        ? []
        : [{ path: `preprocessing/${browserWeightsFile}`, content: { bytes: graph.weights } }]),
      { path: 'tfjs/tf.es2017.min.js', content: { file: tensorflowBundle() } },
    ],
    browser: { model: 'model/model.json', preprocessing: 'preprocessing/model.json', width, height },
  };
}

const layerSchema = z.object({
  class_name: z.string(),
  config: z.object({
    name: z.string().optional(),
    batch_input_shape: z.array(z.number().nullable()).optional(),
  }),
});
const networkSchema = z.object({ config: z.object({ layers: z.array(layerSchema) }) });

/** tfjs itself writes the network as the topology, its converter one level deeper. */
const layersModelSchema = z.object({
  modelTopology: z.union([
    z.object({ model_config: networkSchema }).transform((topology) => topology.model_config),
    networkSchema,
  ]),
});

/** Name and shape of the model's first input layer. */
async function readModelInput(file: string): Promise<{ name: string | null; shape: readonly number[] }> {
  const model = layersModelSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (!model.success) {
    throw new PushError('no-browser-model', `The layers model in "${file}" has an unknown form`, {
      hint: 'Choose a Gradio Space, or export the model with tfjs again',
      details: z.prettifyError(model.error),
    });
  }
  const { layers } = model.data.modelTopology.config;
  const input = layers.find((layer) => layer.class_name === 'InputLayer') ?? layers[0];
  const shape = (input?.config.batch_input_shape ?? []).map((size) => size ?? -1);
  return { name: input?.config.name ?? null, shape };
}

/** Height and width of the raw picture: what the preprocessing wants, else what the model wants. */
function sizeOf(graph: readonly number[], model: readonly number[]): readonly [number, number] {
  const [height = -1, width = -1] = graph.slice(1, 3);
  return [height > 0 ? height : (model[1] ?? 0), width > 0 ? width : (model[2] ?? 0)];
}

function tensorflowBundle(): string {
  const require = createRequire(import.meta.url);
  return join(dirname(require.resolve('@tensorflow/tfjs/package.json')), 'dist', 'tf.es2017.min.js');
}
