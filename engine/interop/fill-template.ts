import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { appFolder } from '../base/app-folder.ts';

/**
 * A template of assets/templates with its `__NAME__` places filled. Values go in as JSON strings, which YAML reads as
 * plain text whatever they hold, so a name can never become a step.
 */
export async function fillTemplate(
  template: string,
  values: Readonly<Record<string, string>>,
): Promise<string> {
  const text = await readFile(path.join(appFolder(), 'assets', 'templates', template), 'utf8');
  return text.replaceAll(/__([A-Z]+)__/g, (place, name: string) => {
    const value = values[name];
    if (value === undefined)
      throw new Error(`The template "${template}" has a place ${place} that nothing fills`);
    return JSON.stringify(value);
  });
}
