import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { ListedFile } from '../../../base/list-files.ts';
import { ExampleGenError } from '../example-gen-error.ts';
import type { ExampleGenParameters } from '../parameters.ts';
import { isImageFile } from '../readers/pair-images.ts';
import { chooseSpan, type SplitMatches } from './choose-span.ts';
import { detectFormat } from './detect-format.ts';
import { listVisibleFiles, refuseLinksOut } from './find-files.ts';
import type { InputFormat, InputSplit, ResolvedInputs } from './input-split.ts';
import { parseSpanPattern } from './span-pattern.ts';

/** TFX's defaults (components/example_gen/utils.py, make_default_input_config). */
const DEFAULT_SPLIT = { name: 'single_split', pattern: '*' };

/** What fetching a dataset of the Hub takes besides its name. */
export interface HubAccess {
  readonly signal: AbortSignal;
  readonly secrets?: Readonly<Record<string, string>> | undefined;
}

/**
 * Finds the files that the parameters name, with their span and version.
 * @throws ExampleGenError naming the parameter to change
 */
export async function resolveInputs(
  parameters: ExampleGenParameters,
  notebookDirectory: string,
  access: HubAccess,
): Promise<ResolvedInputs> {
  const isRemote = parameters.format === 'huggingface';
  const { base, pattern } = isRemote
    ? await locateDataset(parameters, access)
    : await locate(resolve(notebookDirectory, parameters.path));
  const files = await listVisibleFiles(base);
  const format = detectFormat(files, parameters);
  const wanted = parameters.input_config?.splits ?? [{ ...DEFAULT_SPLIT, pattern }];
  const isImages = format === 'image-masks' || format === 'image-classes';
  const resolved = isImages
    ? splitFolders(files, wanted, parameters, format)
    : splitPatterns(files, wanted, parameters);
  // The Hub's cache consists of links to files that are named by their digests.
  if (!isRemote)
    await refuseLinksOut(
      base,
      resolved.splits.flatMap(({ files: found }) => found),
    );
  return { format, base, ...resolved };
}

/** A path may name a folder or a single file of it. */
async function locate(path: string): Promise<{ base: string; pattern: string }> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile()) return { base: dirname(path), pattern: basename(path) };
  return { base: path, pattern: '*' };
}

async function locateDataset(
  { path, revision, input_config }: ExampleGenParameters,
  { signal, secrets }: HubAccess,
): Promise<{ base: string; pattern: string }> {
  const patterns = input_config?.splits.map((split) => split.pattern) ?? [];
  // The Hub's client is large, and most pipelines read local files.
  const { fetchDataset } = await import('./fetch-dataset.ts');
  return {
    base: await fetchDataset({ name: path, revision, patterns, token: secrets?.huggingface, signal }),
    pattern: '**',
  };
}

type Resolved = Pick<ResolvedInputs, 'splits' | 'span' | 'version'>;
type WantedSplit = Pick<InputSplit, 'name' | 'pattern'>;

function splitPatterns(
  files: readonly ListedFile[],
  wanted: readonly WantedSplit[],
  parameters: ExampleGenParameters,
): Resolved {
  const splits = wanted.map(({ name, pattern }) => matchSplit(files, name, pattern));
  const chosen = chooseSpan(splits, pinnedSpan(parameters, wanted));
  return {
    span: chosen.span,
    version: chosen.version,
    splits: splits.map(({ name, pattern, matches }) => ({
      name,
      pattern,
      files: matches
        .filter(({ match }) => match.span === chosen.span && match.version === chosen.version)
        .map(({ file }) => file),
    })),
  };
}

function matchSplit(files: readonly ListedFile[], name: string, pattern: string): SplitMatches {
  const parsed = parseSpanPattern(pattern);
  const matches = files.flatMap(({ path, absolutePath }) => {
    const match = parsed.match(path);
    return match ? [{ file: absolutePath, match }] : [];
  });
  return { name, pattern, matches };
}

/** For images a split's pattern is a folder that holds the images and masks folders, or the class folders. */
function splitFolders(
  files: readonly ListedFile[],
  wanted: readonly WantedSplit[],
  parameters: ExampleGenParameters,
  format: InputFormat,
): Resolved {
  const splits = wanted.map(({ name, pattern }) => {
    const prefix = pattern === '*' ? '' : `${pattern.replace(/\/\*?$/, '')}/`;
    const folders =
      format === 'image-masks'
        ? [parameters.images_folder, parameters.masks_folder].map((f) => `${prefix}${f}/`)
        : [prefix];
    const inside = files.filter(
      ({ path }) => isImageFile(path) && folders.some((folder) => path.startsWith(folder)),
    );
    return { name, pattern: prefix, files: inside.map(({ absolutePath }) => absolutePath) };
  });
  return { splits, span: 0, version: null };
}

/** @throws ExampleGenError "wrong-pattern" for a range without placeholders, or one of several spans */
function pinnedSpan({ range_config }: ExampleGenParameters, wanted: readonly WantedSplit[]): number | null {
  if (!range_config) return null;
  const fail = (problem: string): ExampleGenError =>
    new ExampleGenError('wrong-pattern', `Cannot use range_config: ${problem}`, {
      location: { parameter: 'range_config' },
    });
  if (wanted.some(({ pattern }) => parseSpanPattern(pattern).kind === 'none')) {
    throw fail('the patterns of input_config have no {SPAN} and no date');
  }
  if ('rolling_range' in range_config) return null;
  const { start_span_number, end_span_number } = range_config.static_range;
  if (start_span_number !== end_span_number) throw fail('it must name a single span');
  return start_span_number;
}
