import { join } from 'node:path';
import { identifyLocalFile, type LocalFile, type UploadSource } from '../../destinations/hub/local-file.ts';
import { type CardFacts, readCardFacts } from './card/card-facts.ts';
import { drawCurves } from './card/curve-drawing.ts';
import { modelCard } from './card/model-card.ts';
import { curvePath } from './card/training-section.ts';
import { licenseFiles } from './license-file.ts';
import { browserFolder, filesBelow, findBrowserModel, savedModelFiles } from './model-files.ts';
import { findNotebook, type NotebookSources } from './notebook-files.ts';
import { withManifest } from './push-manifest.ts';
import { inputOf, type PushMaterial } from './push-material.ts';
import type { PushTarget, SpaceTarget } from './push-target.ts';
import { refuseSecrets } from './refuse-secrets.ts';
import { composeSpace } from './space/compose-space.ts';

/** All files of a push, with their digests. The same material and version give the same bytes. */
export interface ComposedPush {
  readonly model: readonly LocalFile[];
  readonly spaces: readonly { readonly target: SpaceTarget; readonly files: readonly LocalFile[] }[];
}

export interface ComposeRequest {
  readonly material: PushMaterial;
  readonly target: PushTarget;
  readonly version: string;
  readonly hubUrl: string;
  /** Secrets of this session, which no file may hold. */
  readonly secrets: readonly string[];
  readonly signal: AbortSignal;
}

/** Gathers and writes everything a push sends. @throws PushError */
export async function composePush(request: ComposeRequest): Promise<ComposedPush> {
  const { material, target, version, signal } = request;
  const notebook = await findNotebook(material.notebookDirectory, material.pipelineName);
  const browserModel = await findBrowserModel(inputOf(material, 'model')?.path ?? '');
  const facts = await readCardFacts({
    ...request,
    title: material.parameters.title || material.pipelineName,
    notebook: notebook.notebook,
    hasBrowserModel: browserModel !== null,
  });
  const spaces = await Promise.all(
    target.spaces.map(async (space) => ({ target: space, sources: await spaceFiles(request, facts, space) })),
  );
  const sources = [...(await artifactFiles(material, browserModel, notebook)), ...cardFiles(facts)];
  await refuseSecrets([...sources, ...spaces.flatMap((space) => space.sources)], request.secrets);
  const identified = async (files: readonly UploadSource[]) =>
    await withManifest(await identify(files, signal), { material, version, signal });
  return {
    model: await identified(sources),
    spaces: await Promise.all(
      spaces.map(async (space) => ({ target: space.target, files: await identified(space.sources) })),
    ),
  };
}

async function identify(
  sources: readonly UploadSource[],
  signal: AbortSignal,
): Promise<readonly LocalFile[]> {
  const files: LocalFile[] = [];
  for (const source of sources) {
    files.push(await identifyLocalFile(source, signal));
  }
  return files;
}

/** Folders of the repository that take the files of whole artifacts. */
const artifactFolders: Readonly<Record<string, string>> = {
  transform_graph: 'preprocessing',
  evaluation: 'evaluation',
  model_run: 'runs',
};

/** Results of single examples and pictures of sample predictions are data, which does not go out unasked (rule D19). */
function holdsExamples(path: string): boolean {
  return /^evaluation\/millrace\/(?!summary\.json$)/.test(path) || /^runs\/(?!.*tfevents)/.test(path);
}

async function artifactFiles(
  material: PushMaterial,
  browserModel: string | null,
  notebook: NotebookSources,
): Promise<readonly UploadSource[]> {
  const model = inputOf(material, 'model')?.path ?? '';
  const artifacts = Object.entries(artifactFolders).map(async ([key, target]) => {
    const artifact = inputOf(material, key);
    const files = artifact === undefined ? [] : await filesBelow(artifact.path, { target, origin: key });
    return files.filter(({ path }) => !holdsExamples(path));
  });
  return [
    ...(await savedModelFiles(model)),
    ...(browserModel === null
      ? []
      : await filesBelow(browserModel, {
          target: browserFolder,
          origin: browserOrigin(model, browserModel),
        })),
    ...(await Promise.all(artifacts)).flat(),
    ...notebook.files,
    ...licenseFiles(material),
  ];
}

function browserOrigin(model: string, browserModel: string): string {
  return join('model', browserModel.slice(model.length)).replaceAll('\\', '/');
}

/** The card, the training history as data and its picture. */
function cardFiles(facts: CardFacts): readonly UploadSource[] {
  const curve = drawCurves(facts.history, 'epoch_loss');
  const history = Object.fromEntries(facts.history.map(({ tag, points }) => [tag, points]));
  return [
    { path: 'README.md', content: { text: modelCard(facts, { hasCurve: curve !== null }) } },
    ...(curve === null ? [] : [{ path: curvePath, content: { text: curve } }]),
    ...(facts.history.length === 0
      ? []
      : [{ path: 'training/history.json', content: { text: `${JSON.stringify(history, null, 1)}\n` } }]),
  ];
}

async function spaceFiles(
  { material, target, version, hubUrl, signal }: ComposeRequest,
  facts: CardFacts,
  space: SpaceTarget,
): Promise<readonly UploadSource[]> {
  return await composeSpace({
    kind: space.kind,
    material,
    title: facts.title,
    description: material.parameters.description || (facts.notebook?.description ?? ''),
    version,
    modelRepository: target.model.name,
    hubUrl,
    signatures: facts.signatures,
    signal,
  });
}
