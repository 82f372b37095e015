import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import { NotebookWindow } from '../../models/notebook-window.ts';
import { EngineProcess, projectFolder } from '../../support/engine-process.ts';
import { test as base, expect } from '../../support/test.ts';

/** A copy of the sample of which every cell has run, as one finds it on coming back to work. */
export interface FinishedSample {
  readonly folder: string;
  readonly notebook: string;
}

interface ViewerFixtures {
  readonly finished: FinishedSample;
}

/**
 * Tests of viewers: the window over a finished sample. The sample is run once a worker and copied for each test, so
 * that a test may save files beside the notebook and run cells again.
 */
export const test = base.extend<object, ViewerFixtures>({
  finished: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright demands a destructured first parameter
    async ({}, use) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'millrace-finished-'));
      await use(await finishSample(folder));
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
    { scope: 'worker', timeout: 600_000 },
  ],
  engine: async ({ folder, finished }, use) => {
    const copy = path.join(folder, 'work');
    await cp(finished.folder, copy, { recursive: true });
    const engine = await EngineProcess.start({
      dataHome: path.join(folder, 'data'),
      notebook: path.join(copy, path.basename(finished.notebook)),
    });
    await use(engine);
    await engine.stop();
  },
  app: async ({ page, engine, faults: _faults }, use) => {
    await page.goto(engine.url);
    const app = new NotebookWindow(page);
    await expect(app.cell('ExampleGen').frame).toBeVisible();
    await use(app);
  },
});

export { expect };

async function finishSample(folder: string): Promise<FinishedSample> {
  // A root that a developer left beside the sample would bring its own history.
  const filter = (source: string) => !source.endsWith('.millrace');
  await cp(path.join(projectFolder, 'assets/samples'), folder, { recursive: true, filter });
  await narrowSchema(path.join(folder, 'schema.pbtxt'));
  const notebook = path.join(folder, 'pets.pipeline.yaml');
  const text = await readFile(notebook, 'utf8');
  await writeFile(notebook, text.replace(/value: \d+/, 'value: 2'));
  await runNotebook(notebook);
  return { folder, notebook };
}

/** The curated schema with a limit that some pictures break, so that there are anomalies to look at. */
async function narrowSchema(file: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('max: 255.0', 'max: 254.0'));
}

async function runNotebook(notebook: string): Promise<void> {
  const main = path.join(projectFolder, 'engine/cli/main.ts');
  const child = spawn(process.execPath, [main, 'run', notebook], { cwd: projectFolder, stdio: 'pipe' });
  const printed: string[] = [];
  child.stdout.on('data', (chunk) => printed.push(String(chunk)));
  child.stderr.on('data', (chunk) => printed.push(String(chunk)));
  const [code] = await once(child, 'exit');
  if (code !== 0) {
    throw new Error(`The sample did not run:\n${printed.join('')}`);
  }
}

/** Brings a cell into sight, which is when its viewer is made. */
export async function look(app: NotebookWindow, id: string): Promise<Locator> {
  const { frame } = app.cell(id);
  await frame.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  return frame;
}
