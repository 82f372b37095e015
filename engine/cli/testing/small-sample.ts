import { cp, mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse, stringify } from 'yaml';

const samples = path.resolve(import.meta.dirname, '../../../assets/samples');

/** A cell as the YAML file has it, for tests that change it. */
export interface WrittenCell {
  id: string;
  component?: string;
  inputs?: Record<string, string>;
  parameters?: Record<string, unknown>;
}

/** The sample on twenty images and one epoch, so that whole runs take seconds; returns the notebook's path. */
export async function smallSample(
  change: (cells: WrittenCell[]) => WrittenCell[] = (cells) => cells,
): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'millrace-small-'));
  for (const name of ['preprocessing.ts', 'model.ts', 'schema.pbtxt'])
    await cp(path.join(samples, name), path.join(folder, name));
  for (const part of ['images', 'annotations/trimaps']) {
    await mkdir(path.join(folder, 'pets', part), { recursive: true });
    const names = (await readdir(path.join(samples, 'pets', part))).sort().slice(0, 20);
    for (const name of names)
      await cp(path.join(samples, 'pets', part, name), path.join(folder, 'pets', part, name));
  }
  const notebook = parse(await readFile(path.join(samples, 'pets.pipeline.yaml'), 'utf8'));
  notebook.parameters.epochs.value = 1;
  notebook.cells = change(notebook.cells);
  const file = path.join(folder, 'pets.pipeline.yaml');
  await writeFile(file, stringify(notebook));
  return file;
}
