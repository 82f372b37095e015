import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { appFolder } from '../../base/app-folder.ts';
import type { UploadSource } from '../../destinations/hub/local-file.ts';
import { PushError } from './push-error.ts';
import type { PushMaterial } from './push-material.ts';

/** The licence's text: the user's file, else the standard text where there is one. @throws PushError "bad-template" */
export function licenseFiles({ parameters, notebookDirectory }: PushMaterial): readonly UploadSource[] {
  if (parameters.license_file !== '') {
    const file = resolve(notebookDirectory, parameters.license_file);
    if (!existsSync(file)) {
      throw new PushError('bad-template', `There is no licence text in "${parameters.license_file}"`, {
        hint: 'Give a file relative to the notebook, or leave it empty',
        location: { parameter: 'license_file' },
      });
    }
    return [{ path: 'LICENSE', content: { file } }];
  }
  const name = `${parameters.license}.txt`;
  const standard = join(appFolder(), 'assets', 'templates', 'licenses', name);
  return /^[a-z0-9.-]+$/.test(parameters.license) && existsSync(standard)
    ? [{ path: 'LICENSE', content: { file: standard } }]
    : [];
}
