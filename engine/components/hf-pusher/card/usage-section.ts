import type { Signature } from '../../../tensorflow/saved-model/signature.ts';
import { browserFolder } from '../model-files.ts';
import type { CardFacts } from './card-facts.ts';
import { section } from './markdown.ts';

/** How to load the model. Names in the code are checked names of repositories and JSON strings. */
export function usageSection(facts: CardFacts): string | null {
  const serving = facts.signatures.find((signature) => signature.name === 'serving_default');
  return section(2, 'How to use', [
    serving === undefined ? null : pythonUsage(facts, serving),
    facts.hasBrowserModel ? browserUsage(facts) : null,
  ]);
}

function pythonUsage({ target, version }: CardFacts, serving: Signature): string {
  const input = serving.inputs[0];
  const output = serving.outputs[0];
  const isImage = input?.dtype === 'string';
  return [
    'In Python, preprocessing included:',
    '',
    '```python',
    ...(isImage ? ['import base64', ''] : []),
    'import tensorflow as tf',
    'from huggingface_hub import snapshot_download',
    '',
    `folder = snapshot_download(${JSON.stringify(target.model.name)}, revision=${JSON.stringify(version)})`,
    'model = tf.saved_model.load(folder)',
    'predict = model.signatures["serving_default"]',
    ...(isImage
      ? ['with open("image.jpg", "rb") as file:', '    image = base64.urlsafe_b64encode(file.read())']
      : []),
    `result = predict(${input?.name ?? 'inputs'}=${isImage ? 'tf.constant([image])' : 'inputs'})`,
    `print(result[${JSON.stringify(output?.name ?? 'outputs')}].shape)`,
    '```',
  ].join('\n');
}

function browserUsage({ target, version, hubUrl }: CardFacts): string {
  const url = `${hubUrl}/${target.model.name}/resolve/${version}/${browserFolder}/model.json`;
  return [
    'In TypeScript, in a browser or Node (the input is already preprocessed):',
    '',
    '```ts',
    "import * as tf from '@tensorflow/tfjs';",
    '',
    `const model = await tf.loadLayersModel(${JSON.stringify(url)});`,
    '```',
  ].join('\n');
}
