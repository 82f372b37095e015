import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { ComponentCellView } from '../../contract/notebook.ts';
import { Session } from '../session.ts';
import type { SessionOptions } from '../session-options.ts';
import { testComponents } from './components.ts';

/** A notebook in a folder of its own, with data to read, for one test. */
export class Workbench {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async create(context: TestContext, notebook: string = chain): Promise<Workbench> {
    const folder = await mkdtemp(join(tmpdir(), 'millrace-'));
    context.after(() => rm(folder, { recursive: true, force: true }));
    const bench = new Workbench(folder);
    await mkdir(join(folder, 'data'));
    await bench.write('data/a.txt', 'hello');
    await bench.write('data/b.txt', 'World');
    await bench.write('test.pipeline.yaml', notebook);
    return bench;
  }

  get notebook(): string {
    return join(this.folder, 'test.pipeline.yaml');
  }

  get root(): string {
    return join(this.folder, 'root');
  }

  write(path: string, text: string): Promise<void> {
    return writeFile(join(this.folder, path), text);
  }

  remove(path: string): Promise<void> {
    return rm(join(this.folder, path), { recursive: true });
  }

  /** Opens a session that the test closes by itself or leaves to `using`. */
  open(options: Partial<SessionOptions> = {}): Promise<Session> {
    return Session.open({
      path: this.notebook,
      root: this.root,
      components: testComponents,
      executors: new URL('./executors.ts', import.meta.url).href,
      trusted: true,
      runtime: () => ({ tensorflow: '2.21.0', device: 'cpu' }),
      graceMs: 300,
      ...options,
    });
  }
}

/** What a run did with each cell, as one object to compare. */
export async function runAll(
  session: Session,
  options: Parameters<Session['startRun']>[0] = {},
): Promise<Record<string, string>> {
  const { cells } = await session.startRun(options).done;
  return Object.fromEntries(cells.map(({ cell, state }) => [cell, state]));
}

export async function freshnessOf(session: Session): Promise<Record<string, string>> {
  const { cells } = await session.refresh();
  return Object.fromEntries(
    cells.filter((cell) => cell.kind === 'component').map((cell) => [cell.id, cell.freshness.state]),
  );
}

export function cellOf(session: Session, id: string): ComponentCellView {
  const cell = session.view().cells.find((candidate) => candidate.id === id);
  if (cell?.kind !== 'component') {
    throw new Error(`There is no component cell "${id}"`);
  }
  return cell;
}

export async function reasonsOf(session: Session, id: string): Promise<readonly string[]> {
  await session.refresh();
  const { freshness } = cellOf(session, id);
  return 'reasons' in freshness ? freshness.reasons.map(({ message }) => message) : [];
}

/** Resolves once a subscriber was told what `wanted` accepts. */
export function eventOf(
  session: Session,
  wanted: (event: Parameters<Parameters<Session['subscribe']>[0]>[0]) => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = session.subscribe((event) => {
      if (wanted(event)) {
        unsubscribe();
        resolve();
      }
    });
  });
}

/** Resolves once a running cell has saved where it can go on. */
export function checkpointOf(session: Session): Promise<void> {
  return eventOf(session, (event) => event.type === 'execution' && event.event.type === 'checkpoint');
}

/** Gather -> Count -> Learn -> Judge -> Send, with a resolver for the baseline. */
export const chain = `millrace: 1
name: test
cells:
  - id: Gather
    component: Gather
    parameters: { folder: data }
  - id: Count
    component: Count
    inputs: { examples: Gather.examples }
  - id: Learn
    component: Learn
    inputs: { examples: Gather.examples, statistics: Count.statistics }
    parameters: { epochs: 2 }
  - id: Choose
    component: Choose
  - id: Judge
    component: Judge
    inputs: { model: Learn.model, baseline_model: Choose.model }
  - id: Send
    component: Send
    inputs: { model: Learn.model, model_blessing: Judge.blessing }
    parameters: { to: sent.txt }
`;
