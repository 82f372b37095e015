import { stat } from 'node:fs/promises';
import path from 'node:path';
import { detectFormat } from '../../components/example-gen/inputs/detect-format.ts';
import { listVisibleFiles } from '../../components/example-gen/inputs/find-files.ts';
import { type ExampleGenParameters, exampleGenParameters } from '../../components/example-gen/parameters.ts';
import { findComponent } from '../../components/registry.ts';
import { readModuleClosure } from '../../pipeline/module-closure.ts';
import { type ComponentCell, componentCells, type Notebook } from '../../pipeline/notebook.ts';
import { resolveParameters } from '../../pipeline/resolve-parameters.ts';
import type { DataSource, TfxSource, WrittenArtifact } from './tfx-source.ts';

/** What cells have written: an absolute folder, and the splits in it. */
export type WrittenBy = (cell: string, output: 'examples' | 'model') => WrittenArtifact | undefined;

export interface ReadOptions {
  readonly notebook: Notebook;
  readonly notebookDirectory: string;
  /** The folder that is exported to. */
  readonly target: string;
  readonly written: WrittenBy;
}

/** Gathers from the disk what an export to TFX is made from. @throws ModuleError for a module that cannot be read */
export async function readTfxSource(options: ReadOptions): Promise<TfxSource> {
  const { notebook, notebookDirectory, target } = options;
  const cells = componentCells(notebook);
  const modules = await Promise.all(
    cells
      .filter(({ parameters }) => typeof parameters.module_file === 'string')
      .map(async ({ id, parameters }) => {
        const sources = await readModuleClosure([String(parameters.module_file)], notebookDirectory);
        return [id, sources] as const;
      }),
  );
  const data = await Promise.all(
    cells
      .filter(({ component }) => component === 'ExampleGen')
      .map(async (cell) => [cell.id, await readDataSource(cell, options)] as const),
  );
  return {
    notebook,
    notebookFolder: posix(path.relative(target, notebookDirectory)) || '.',
    data: new Map(data.flatMap(([id, source]) => (source === undefined ? [] : [[id, source] as const]))),
    written: writtenArtifacts(cells, options),
    modules: new Map(modules),
  };
}

function writtenArtifacts(
  cells: readonly ComponentCell[],
  { notebookDirectory, written }: ReadOptions,
): ReadonlyMap<string, WrittenArtifact> {
  const outputs = { ExampleGen: 'examples', HFImporter: 'model' } as const;
  const entries = cells.flatMap(({ id, component }) => {
    const output = outputs[component as keyof typeof outputs];
    const artifact = output === undefined ? undefined : written(id, output);
    if (artifact === undefined) return [];
    const relative = posix(path.relative(notebookDirectory, artifact.path));
    const place = relative.startsWith('../') ? posix(artifact.path) : relative;
    return [[id, { ...artifact, path: place }] as const];
  });
  return new Map(entries);
}

async function readDataSource(
  cell: ComponentCell,
  { notebook, notebookDirectory }: ReadOptions,
): Promise<DataSource | undefined> {
  const definition = findComponent(cell.component);
  const resolved = definition && resolveParameters(cell, definition, notebook.runtimeParameters);
  const parsed = exampleGenParameters.safeParse(resolved?.ok ? resolved.values : undefined);
  if (!parsed.success) return undefined;
  const parameters = parsed.data;
  const place = path.resolve(notebookDirectory, parameters.path);
  const isFile = (await stat(place).catch(() => null))?.isFile() === true;
  return {
    format: parameters.format === 'auto' ? await formatOf(place, isFile, parameters) : parameters.format,
    folder: isFile ? path.posix.dirname(posix(parameters.path)) : parameters.path,
    file: isFile ? path.basename(place) : null,
  };
}

/** What "auto" comes to; null where the data is not here or says nothing. */
async function formatOf(
  place: string,
  isFile: boolean,
  parameters: ExampleGenParameters,
): Promise<DataSource['format']> {
  try {
    const files = await listVisibleFiles(isFile ? path.dirname(place) : place);
    const wanted = isFile ? files.filter((file) => file.absolutePath === place) : files;
    const format = detectFormat(wanted, parameters);
    return format === 'image-masks' || format === 'image-classes' ? 'images' : format;
  } catch {
    return null;
  }
}

function posix(file: string): string {
  return file.split(path.sep).join('/');
}
