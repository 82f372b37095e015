import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { UploadSource } from '../../../destinations/hub/local-file.ts';

/** Writes what would go up into a folder. */
export async function writeSources(folder: string, files: readonly UploadSource[]): Promise<void> {
  for (const { path, content } of files) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    if ('file' in content) {
      await copyFile(content.file, target);
    } else {
      await writeFile(target, 'text' in content ? content.text : content.bytes);
    }
  }
}
