import { join } from 'node:path';
import { appFolder } from '../../../base/app-folder.ts';
import type { UploadSource } from '../../../destinations/hub/local-file.ts';
import type { Signature } from '../../../tensorflow/saved-model/signature.ts';
import { filesBelow } from '../model-files.ts';
import { PushError } from '../push-error.ts';
import { inputOf, type PushMaterial } from '../push-material.ts';
import type { SpaceKind } from '../push-target.ts';
import { colorClasses } from './class-palette.ts';
import { exampleImages } from './example-images.ts';
import { ownTemplateFiles } from './own-template.ts';
import { spaceCard } from './space-card.ts';
import { browserParts } from './static-space.ts';

export interface SpaceRequest {
  readonly kind: SpaceKind;
  readonly material: PushMaterial;
  readonly title: string;
  readonly description: string;
  readonly version: string;
  readonly modelRepository: string;
  readonly hubUrl: string;
  readonly signatures: readonly Signature[];
  readonly signal: AbortSignal;
}

/**
 * The files of a Space: the app as it is, and beside it everything that differs, as data (rule D29).
 *
 * @throws PushError
 */
export async function composeSpace(request: SpaceRequest): Promise<readonly UploadSource[]> {
  const { kind, material, title, version, modelRepository, hubUrl } = request;
  const parts = kind === 'static' ? await browserParts(material) : null;
  const examples = await examplesOf(request);
  const settings = {
    ...commonSettings(request, examples),
    ...(parts === null ? { serving: servingSettings(request.signatures) } : { browser: parts.browser }),
  };
  const { license } = material.parameters;
  const card = spaceCard({ kind, title, modelRepository, version, license, hubUrl });
  const made: UploadSource[] = [
    { path: 'space.json', content: { text: `${JSON.stringify(settings, null, 2)}\n` } },
    { path: 'README.md', content: { text: card } },
    ...examples,
    ...(parts?.files ?? []),
  ];
  const madePaths = new Set(made.map((file) => file.path));
  return [...(await templateFiles(request)).filter((file) => !madePaths.has(file.path)), ...made];
}

async function templateFiles(request: SpaceRequest): Promise<readonly UploadSource[]> {
  const { kind, material, modelRepository, version, hubUrl } = request;
  if (material.parameters.space_app_path === '') {
    return await filesBelow(join(appFolder(), 'assets', 'templates', `space-${kind}`), { target: '' });
  }
  return await ownTemplateFiles({
    notebookDirectory: material.notebookDirectory,
    folder: material.parameters.space_app_path,
    placeholders: {
      MODEL_REPO_ID: modelRepository,
      MODEL_REPO_URL: `${hubUrl}/${modelRepository}`,
      MODEL_VERSION: version,
    },
  });
}

async function examplesOf({ material, signal }: SpaceRequest): Promise<readonly UploadSource[]> {
  const examples = inputOf(material, 'examples');
  return examples === undefined
    ? []
    : await exampleImages(examples.path, material.parameters.space_examples, signal);
}

function commonSettings(request: SpaceRequest, examples: readonly UploadSource[]) {
  const { material, title, description, version, modelRepository, hubUrl } = request;
  return {
    title,
    description,
    model: {
      repository: modelRepository,
      revision: version,
      url: `${hubUrl}/${modelRepository}/tree/${version}`,
    },
    classes: colorClasses(material.parameters.class_names),
    examples: examples.map((file) => file.path),
  };
}

/** @throws PushError "no-saved-model" where the model does not take encoded pictures */
function servingSettings(signatures: readonly Signature[]) {
  const serving = signatures.find((signature) => signature.name === 'serving_default');
  const input = serving?.inputs[0];
  const output = serving?.outputs[0];
  if (input?.dtype !== 'string' || output === undefined) {
    throw new PushError(
      'no-saved-model',
      'The Gradio app needs a serving signature that takes encoded pictures',
      {
        hint: 'Choose a static Space, or export the model with a "serving_default" of strings',
      },
    );
  }
  return { signature: 'serving_default', input: input.name, output: output.name };
}
