import { findImports, type Import } from './imports.ts';
import { type SourceFile, sourceFiles } from './source-files.ts';

/** The engine's layers, lowest first, as docs/development.md explains them. */
const layers = [
  'engine/base',
  'engine/contract',
  'engine/runtime',
  'engine/formats',
  'engine/tensorflow',
  'engine/models',
  'engine/metadata',
  'engine/pipeline',
  'engine/destinations',
  'engine/components',
  'engine/orchestrator',
  'engine/interop',
  'engine/server',
  'engine/cli',
] as const;

const isTest = (file: string) => /\.test\.tsx?$/.test(file);
const isInside = (file: string, folder: string) => file.startsWith(`${folder}/`);
const layerOf = (file: string) => layers.findIndex((layer) => isInside(file, layer));

/** Says what is wrong with an import, or null. */
type Rule = (file: string, each: Import) => string | null;

const engineImportsDownwards: Rule = (file, { target, local }) => {
  const own = layerOf(file);
  if (own < 0 || !local) return null;
  const other = layerOf(target);
  if (other < 0) return 'the engine imports the engine only';
  return other > own ? `${layers[own]} lies below ${layers[other]}` : null;
};

const engineKnowsNoWindow: Rule = (file, { target }) =>
  file.startsWith('engine/') && /^(electron|react|react-dom)(\/|$)/.test(target)
    ? 'the engine knows neither Electron nor React'
    : null;

const mainImportsContract: Rule = (file, { target, local }) =>
  isInside(file, 'main') && local && !isInside(target, 'main') && !isInside(target, 'engine/contract')
    ? 'main imports engine/contract only'
    : null;

const rendererImportsTypes: Rule = (file, { target, local, typeOnly }) => {
  if (!isInside(file, 'renderer') || !local || isInside(target, 'renderer')) return null;
  return isInside(target, 'engine/contract') && typeOnly
    ? null
    : 'the renderer imports types of engine/contract only';
};

const rendererIsAPage: Rule = (file, { target }) =>
  isInside(file, 'renderer') && !file.endsWith('.config.ts') && /^(node:|electron)/.test(target)
    ? 'the renderer is a page without Node'
    : null;

const rules: readonly Rule[] = [
  engineImportsDownwards,
  engineKnowsNoWindow,
  mainImportsContract,
  rendererImportsTypes,
  rendererIsAPage,
];

/** Judges the imports of one file; tests may reach for what they need. */
export function judgeImports({ path, text }: SourceFile): readonly string[] {
  if (isTest(path)) return [];
  return findImports(path, text).flatMap((each) =>
    rules
      .map((rule) => rule(path, each))
      .filter((finding) => finding !== null)
      .map((finding) => `${path} imports "${each.target}": ${finding}`),
  );
}

/** Returns each import that goes against the layers. */
export async function checkLayers(): Promise<readonly string[]> {
  const files = await sourceFiles('engine', 'main', 'renderer');
  return files.flatMap(judgeImports);
}
