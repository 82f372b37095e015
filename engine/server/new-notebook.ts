import { access, cp, mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseDocument } from 'yaml';
import { appFolder } from '../base/app-folder.ts';
import { ReportedError } from '../base/reported-error.ts';
import { writeFileAtomic } from '../base/write-file-atomic.ts';

const modules = ['preprocessing.ts', 'model.ts', 'schema.pbtxt'];

/**
 * Writes a notebook that is wired like the sample over the user's own folder of images and masks, with the modules it
 * names beside it. Nothing that exists is overwritten.
 *
 * @throws ReportedError "file-exists", "no-images"
 */
export async function createNotebookFromFolder(folder: string, notebook: string): Promise<void> {
  await requireImages(folder);
  await requireAbsent(notebook);
  const samples = path.join(appFolder(), 'assets', 'samples');
  const directory = path.dirname(path.resolve(notebook));
  await mkdir(directory, { recursive: true });
  const document = parseDocument(await readFile(path.join(samples, 'pets.pipeline.yaml'), 'utf8'));
  document.commentBefore = null;
  document.set('name', path.basename(notebook).replace(/\.pipeline\.yaml$/, ''));
  document.set('description', `Segmentation of the images in ${path.basename(folder)}`);
  const cells = document.toJS().cells as { id: string; note?: string }[];
  const exampleGen = cells.findIndex((cell) => cell.id === 'ExampleGen');
  document.setIn(
    ['cells', exampleGen, 'parameters', 'path'],
    path.relative(directory, path.resolve(folder)) || '.',
  );
  for (const index of cells.map((_, index) => index).reverse())
    if (cells[index]?.id === 'about') document.deleteIn(['cells', index]);
  for (const name of modules)
    await cp(path.join(samples, name), path.join(directory, name), { force: false, errorOnExist: false });
  await writeFileAtomic(notebook, document.toString());
}

async function requireImages(folder: string): Promise<void> {
  const entries = await readdir(path.join(folder, 'images')).catch(() => []);
  if (!entries.some((name) => /\.(jpe?g|png|webp|gif|bmp|tiff?)$/i.test(name)))
    throw new ReportedError('no-images', `There are no images in "${path.join(folder, 'images')}"`, {
      hint: 'Choose a folder that holds "images" and "annotations/trimaps", as the Oxford-IIIT Pet data set does',
      location: { file: folder },
    });
}

async function requireAbsent(notebook: string): Promise<void> {
  const exists = await access(notebook).then(
    () => true,
    () => false,
  );
  if (exists)
    throw new ReportedError('file-exists', `"${notebook}" exists already`, {
      hint: 'Choose another name, or open it',
      location: { file: notebook },
    });
}
