import type { Page } from '@playwright/test';
import { build } from 'esbuild';
import { inProject } from '../../lib/project.ts';
import type { Measurement } from '../measurement.ts';
import { own, quantile } from './own.ts';

const updates = 60;
const origin = 'http://curves.test/';

/** What an update of eight live curves with 20,000 points each costs the window's main thread. */
export async function liveCurves(page: Page): Promise<readonly Measurement[]> {
  await serve(page);
  await page.goto(origin);
  const durations = await page.evaluate<readonly number[]>(`window.measureLiveCurves(${updates})`);
  const name = 'notebook: 8 live curves of 20,000 points, an update';
  return [
    own(`${name}, median`, quantile(durations, 0.5), 'ms', 4),
    own(`${name}, 95th percentile`, quantile(durations, 0.95), 'ms'),
  ];
}

/** The panel with its styles as a page of its own, answered without a server. */
async function serve(page: Page): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: [inProject('renderer', 'bench', 'live-curves.tsx')],
    bundle: true,
    write: false,
    outdir: 'out',
    jsx: 'automatic',
    minify: true,
    loader: { '.module.css': 'local-css', '.woff2': 'empty' },
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const textOf = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  const html = `<!doctype html><link rel="stylesheet" href="page.css"><div id="root"></div><script src="page.js"></script>`;
  await page.route(`${origin}**`, (route) => {
    const { pathname } = new URL(route.request().url());
    const answer = {
      '/': { contentType: 'text/html', body: html },
      '/page.css': { contentType: 'text/css', body: textOf('.css') },
      '/page.js': { contentType: 'text/javascript', body: textOf('.js') },
    }[pathname];
    return answer ? route.fulfill(answer) : route.abort();
  });
}
