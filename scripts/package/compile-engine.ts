import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { projectFiles } from '../checks/source-files.ts';
import { inProject } from '../lib/project.ts';
import { keepPlaces, startedFiles } from './module-places.ts';

/** Packages of pure JavaScript that the engine needs at every start: bundled, they are read as few files. */
const bundled = new Set(['zod', 'yaml', 'ws', '@bufbuild/protobuf']);

/** Where the bundle lies in the app. */
const bundleFolder = 'engine/bundle';

/**
 * Bundles the engine's sources, minified, in chunks that the processes of the engine share. A file that is started by its
 * path, as workers, threads and module hooks are, stays where it was in the repository, as a line that leads to its chunk.
 */
export async function compileEngine(target: string): Promise<void> {
  const entries = await findEntries();
  await build({
    entryPoints: Object.fromEntries(entries.map((file) => [entryName(file), inProject(file)])),
    outdir: path.join(target, bundleFolder),
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    minify: true,
    // Errors are told apart by the names of their classes.
    keepNames: true,
    legalComments: 'none',
    logLevel: 'warning',
    // For packages of the older form, which ask for Node's modules so.
    banner: {
      js: "import{createRequire as $require}from'node:module';const require=$require(import.meta.url);",
    },
    plugins: [packagesStayOutside, placesOfSources],
  });
  for (const file of entries) await leadTo(entryName(file), path.join(target, compiledName(file)));
  await writeFile(path.join(target, 'engine', 'package.json'), '{ "type": "module" }\n');
}

/** The command line, and every file that another starts by its path. */
async function findEntries(): Promise<readonly string[]> {
  const files = (await projectFiles('engine')).filter(isShipped);
  const started = await Promise.all(
    files.map(async (file) => startedFiles(file, await readFile(inProject(file), 'utf8'))),
  );
  // An example in a comment names a file that is not there.
  const entries = files.filter((file) => started.flat().includes(file));
  return ['engine/cli/main.ts', ...entries];
}

/** Tests, what only tests use, and types stay at home. */
export function isShipped(file: string): boolean {
  return /\.(ts|js)$/.test(file) && !/(\.test\.ts|\.d\.ts)$|\/(testing|fixtures)\//.test(file);
}

const compiledName = (file: string): string => file.replace(/\.ts$/, '.js');

/** `engine/cli/main.ts` becomes `cli-main`. */
const entryName = (file: string): string =>
  compiledName(file)
    .replace(/^engine\//, '')
    .replace(/\.js$/, '')
    .replaceAll('/', '-');

async function leadTo(name: string, file: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const bundle = path.join(file.slice(0, file.lastIndexOf(`${path.sep}engine${path.sep}`)), bundleFolder);
  const place = path.relative(path.dirname(file), path.join(bundle, `${name}.js`));
  await writeFile(file, `export * from '${place.replaceAll(path.sep, '/')}';\n`);
}

const packagesStayOutside: Plugin = {
  name: 'packages-stay-outside',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path: name, kind }) => {
      const packageName = /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name;
      return kind === 'entry-point' || bundled.has(packageName) ? undefined : { path: name, external: true };
    });
  },
};

const placesOfSources: Plugin = {
  name: 'places-of-sources',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]engine[\\/].*\.ts$/ }, async ({ path: file }) => ({
      contents: keepPlaces(
        path.relative(inProject('.'), file).replaceAll(path.sep, '/'),
        await readFile(file, 'utf8'),
      ),
      loader: 'ts',
    }));
  },
};
