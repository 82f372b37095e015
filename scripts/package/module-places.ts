import path from 'node:path';

/** What a source says of files that it starts by their paths. */
const startedPath = /(?:new URL|import\.meta\.resolve)\(\s*'(\.[^'\n]+)\.ts'/g;

/** Returns the sources that a source starts by their paths; `file` is relative to the repository, as they are. */
export function startedFiles(file: string, source: string): readonly string[] {
  return [...source.matchAll(startedPath)].map(([, place]) =>
    path.posix.join(path.posix.dirname(file), `${place}.ts`),
  );
}

/**
 * Lets a source that is bundled into `engine/bundle` go on speaking of its old place: what it starts by a path, and the
 * folder it thinks it is in, are found from there. @throws Error where it asks for its place in another way
 */
export function keepPlaces(file: string, source: string): string {
  const place = `new URL('../../${file.replace(/\.ts$/, '.js')}', import.meta.url)`;
  const kept = source
    .replaceAll(/\bimport\.meta\.resolve\(\s*'(\.[^'\n]+)\.ts'\s*\)/g, `new URL('$1.js', ${place}).href`)
    .replaceAll(/\bnew URL\(\s*'(\.[^'\n]+)\.ts',\s*import\.meta\.url,?\s*\)/g, `new URL('$1.js', ${place})`)
    .replaceAll(/\bcreateRequire\(import\.meta\.url\)/g, `createRequire(${place})`)
    .replaceAll(
      /\bimport\.meta\.dirname\b/g,
      `process.getBuiltinModule('node:url').fileURLToPath(new URL('.', ${place}))`,
    );
  const unknown = kept.replaceAll(place, '').match(/import\.meta\.\w+/);
  if (unknown !== null) throw new Error(`${file} uses ${unknown[0]} in a way that a bundle cannot keep`);
  return kept;
}
