import { readFile } from 'node:fs/promises';
import { inProject } from '../lib/project.ts';

/** One line of docs/features.md. */
export interface Feature {
  readonly id: string;
  /** Path of the file with its test, from the project's root. */
  readonly file: string;
  /** How the name of the test begins. */
  readonly test: string;
}

/** Returns the features of docs/features.md whose test is not where the page says it is. */
export async function checkFeatures(): Promise<readonly string[]> {
  const features = readFeatures(await readFile(inProject('docs', 'features.md'), 'utf8'));
  if (features.length === 0) return ['docs/features.md lists no feature in the form that this check reads'];
  const missing = await Promise.all(
    features.map(async (feature) => {
      const source = await readFile(inProject(...feature.file.split('/')), 'utf8').catch(() => '');
      return holdsTest(source, feature.test)
        ? []
        : [`${feature.id}: ${feature.file} has no test "${feature.test}…"`];
    }),
  );
  return missing.flat();
}

/** The rows of the table: id, what, and `file`: beginning of the test's name. */
export function readFeatures(page: string): readonly Feature[] {
  return page.split('\n').flatMap((line) => {
    const [, id, file, test] = /^\| (F\d+) \|.*\| `([^`]+)`: ([^|]+?) \|$/.exec(line) ?? [];
    return id && file && test ? [{ id, file, test }] : [];
  });
}

/** Whether a source file has a test whose name begins so; marks such as @long before it do not count. */
export function holdsTest(source: string, beginning: string): boolean {
  const names = source.matchAll(/\btest\(\s*(['"`])(?:@\w+ )?((?:(?!\1).)*)\1/g);
  return [...names].some(([, , name = '']) => name.startsWith(beginning));
}
