import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { run } from 'node:test';
import { type ImportGraph, importGraph } from '../checks/cycles.ts';
import { projectFiles } from '../checks/source-files.ts';
import { inProject, projectRoot } from '../lib/project.ts';
import { addTallies, type Stage, type Tally } from './stage.ts';
import { UnitReport } from './unit-report.ts';

const runtime = 'engine/tensorflow/runtime.ts';

/** Whether loading a file loads TensorFlow, which takes every core and much memory. */
export function reaches(graph: ImportGraph, file: string, target: string): boolean {
  const seen = new Set<string>();
  const open = [file];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === target) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(graph.get(next) ?? []));
  }
  return false;
}

/** Tests that start the command line start workers with it, and these load TensorFlow. */
async function launchingFiles(files: readonly string[]): Promise<ReadonlySet<string>> {
  const texts = await Promise.all(files.map((file) => readFile(inProject(file), 'utf8')));
  return new Set(files.filter((_, index) => /cli\/main\.ts|'\.\/main\.ts'/.test(texts[index] ?? '')));
}

interface Batch {
  readonly title: string;
  readonly files: readonly string[];
  readonly concurrency: number;
}

/** The longest file packages the app and trains the sample with it. */
const patienceMs = 30 * 60_000;

async function runBatch({ title, files, concurrency }: Batch): Promise<Tally> {
  if (files.length === 0) return addTallies([]);
  const report = new UnitReport(title, files.length);
  const events = run({
    files: files.map((file) => inProject(file)),
    cwd: projectRoot,
    concurrency,
    timeout: patienceMs,
  });
  for await (const event of events) report.take(event);
  return report.tally();
}

/** Runs the tests beside the sources: side by side, except long ones and those that load TensorFlow, one by one. */
export const unitStage: Stage = {
  name: 'unit',
  run: async ({ long }) => {
    const files = (await projectFiles('engine', 'main', 'renderer', 'scripts', 'assets'))
      .filter((file) => file.endsWith('.test.ts'))
      .filter((file) => long || !file.endsWith('.long.test.ts'));
    const graph = await importGraph('engine', 'main', 'renderer', 'scripts', 'assets');
    const launching = await launchingFiles(files);
    // Long ones package the app, each into the same folder.
    const isHeavy = (file: string) =>
      file.endsWith('.long.test.ts') || launching.has(file) || reaches(graph, file, runtime);
    const heavy = files.filter(isHeavy);
    const light = files.filter((file) => !heavy.includes(file));
    return addTallies([
      await runBatch({ title: 'unit', files: light, concurrency: availableParallelism() }),
      await runBatch({ title: 'unit with TensorFlow', files: heavy, concurrency: 1 }),
    ]);
  },
};
