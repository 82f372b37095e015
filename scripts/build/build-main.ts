import { build } from 'esbuild';
import { inProject } from '../lib/project.ts';

/** Electron 22, the oldest runtime main must work in, embeds Node 16. */
const target = 'node16.17';

/** Bundles main and its preload script to `dist/main`, as CommonJS, which every Electron loads. */
export async function buildMain({ minify }: { readonly minify: boolean }): Promise<void> {
  await build({
    entryPoints: [inProject('main', 'main.ts'), inProject('main', 'preload.ts')],
    outdir: inProject('dist', 'main'),
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target,
    external: ['electron'],
    define: { 'import.meta.dirname': '__dirname' },
    minify,
    legalComments: 'none',
    logLevel: 'warning',
  });
}
