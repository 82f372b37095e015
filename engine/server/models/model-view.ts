import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import type { ArtifactView } from '../../contract/artifact.ts';
import type { ModelView, ReceptiveFieldView } from '../../contract/model.ts';
import { MODEL_STRUCTURE_FILE, type ModelLayer, modelLayerSchema } from '../../tensorflow/model-structure.ts';
import { readSignatures, type Signature } from '../../tensorflow/saved-model/signature.ts';
import { savedModelFolder } from './saved-model-folder.ts';

/** What there is to know about a model without running it. */
export async function modelView(artifact: ArtifactView & { readonly path: string }): Promise<ModelView> {
  const [signatures, layers] = await Promise.all([
    readSignatures(savedModelFolder(artifact.path)),
    readLayers(artifact.path),
  ]);
  return {
    artifactId: artifact.id,
    blocks: toBlocks(layers),
    parameters: sumOf(layers),
    trainableParameters: trainableOf(layers),
    signatures: signatures.map(signatureView),
    sizeBytes: artifact.sizeBytes ?? 0,
  };
}

/** Models from elsewhere have no list of layers. */
async function readLayers(folder: string): Promise<ModelLayer[]> {
  const text = await readFile(path.join(folder, MODEL_STRUCTURE_FILE), 'utf8').catch(() => '[]');
  return z.array(modelLayerSchema).parse(JSON.parse(text));
}

function toBlocks(layers: readonly ModelLayer[]): ModelView['blocks'] {
  const groups = Map.groupBy(layers, ({ name }) => blockName(name));
  const image = layers.find(({ type, outputShape }) => type === 'InputLayer' && outputShape.length === 4);
  return [...groups].map(([name, members]) => ({
    name,
    layers: members.map(({ trainableParameters, receptiveField, ...layer }) => ({
      ...layer,
      trainable: trainableParameters > 0,
      ...(receptiveField && { receptiveField: fieldView(receptiveField, image?.outputShape.slice(1, 3)) }),
    })),
    parameters: sumOf(members),
    trainableParameters: trainableOf(members),
  }));
}

function fieldView(
  field: NonNullable<ModelLayer['receptiveField']>,
  image: readonly (number | null)[] | undefined,
): ReceptiveFieldView {
  if (field.kind === 'whole') {
    return { size: null, stride: null, share: 1 };
  }
  const { size, stride } = field;
  const [height, width] = image ?? [];
  const share = height && width ? Math.min(1, size[0] / height) * Math.min(1, size[1] / width) : null;
  return { size: [...size], stride: [...stride], share };
}

/** What a layer does inside its block, at the end of its name. */
const ROLE = /_(?:BN|bn|relu|pad|add|expand|depthwise|project|conv|concat)$/;

/** Layers of a block share the beginning of their names: "block_3_expand_BN" is in "block_3", "bn_Conv1" in "Conv1". */
function blockName(layer: string): string {
  const numbered = /^([A-Za-z]+(?:_[A-Za-z]+)*?_\d+)(?:_|$)/.exec(layer)?.[1];
  if (numbered !== undefined) {
    return numbered;
  }
  let name = layer.replace(/^bn_/, '');
  while (ROLE.test(name) && !/^[a-z]+_conv$/.test(name)) {
    name = name.replace(ROLE, '');
  }
  return name;
}

function sumOf(layers: readonly ModelLayer[]): number {
  return layers.reduce((sum, { parameters }) => sum + parameters, 0);
}

function trainableOf(layers: readonly ModelLayer[]): number {
  return layers.reduce((sum, { trainableParameters }) => sum + trainableParameters, 0);
}

function signatureView({ name, inputs, outputs }: Signature): ModelView['signatures'][number] {
  const tensors = (list: Signature['inputs']) =>
    list.map((tensor) => ({ name: tensor.name, dtype: tensor.dtype, shape: [...(tensor.shape ?? [])] }));
  return { name, inputs: tensors(inputs), outputs: tensors(outputs) };
}
