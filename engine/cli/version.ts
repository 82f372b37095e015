import { readFileSync } from 'node:fs';
import path from 'node:path';
import { appFolder } from '../base/app-folder.ts';

/** Millrace's version, as package.json has it. */
export const engineVersion: string = JSON.parse(
  readFileSync(path.join(appFolder(), 'package.json'), 'utf8'),
).version;
