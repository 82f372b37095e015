import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { ResourceBudget } from './resource-budget.ts';
import { Session } from './session.ts';
import { gate, mixComponents } from './testing/mix-components.ts';
import { type ModelCell, ReferenceModel } from './testing/reference-model.ts';
import { runInProcess } from './testing/run-in-process.ts';

const isLong = process.env.MILLRACE_LONG === '1';
const scratch = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** The engine under test with the notebook it works on, beside the model. */
class Pair {
  readonly model: ReferenceModel;
  readonly #undo: ReadonlyMap<string, ModelCell>[] = [];
  #folder: string;
  #session: Session;
  #crashes = 0;

  private constructor(model: ReferenceModel, folder: string, session: Session) {
    this.model = model;
    this.#folder = folder;
    this.#session = session;
  }

  static async create(cells: ReadonlyMap<string, ModelCell>): Promise<Pair> {
    const folder = await mkdtemp(join(scratch, 'millrace-model-'));
    await mkdir(join(folder, '0'));
    await writeFile(join(folder, '0', 'test.pipeline.yaml'), toYaml(cells));
    return new Pair(new ReferenceModel(cells), folder, await openSession(join(folder, '0')));
  }

  get ids(): readonly string[] {
    return [...this.model.cells.keys()];
  }

  async configure(id: string, change: { readonly add?: number; readonly fail?: boolean }): Promise<void> {
    for (const [parameter, value] of Object.entries(change)) {
      this.#remember(id, { [parameter]: value });
      await this.#session.edit({ type: 'set-parameter', id, parameter, value });
    }
  }

  async connect(id: string, inputs: readonly string[]): Promise<void> {
    this.#remember(id, { inputs });
    const references = inputs.map((input) => `${input}.examples`);
    await this.#session.edit({ type: 'set-input', id, input: 'examples', references });
  }

  async undo(): Promise<void> {
    const before = this.#undo.pop();
    if (before) {
      this.model.cells = before;
      await this.#session.undo();
    }
  }

  async run(targets: readonly string[] | undefined, force: boolean): Promise<void> {
    this.model.run(targets, force);
    await this.#session.startRun({ cells: targets, force }).done;
  }

  /** Cancels a forced execution of one cell while it runs. */
  async cancel(id: string): Promise<void> {
    await this.#whileRunning(id, async () => {
      this.#session.cancel();
    });
  }

  /** The engine dies while a cell runs: the next one finds what the disk held then. */
  async crash(id: string): Promise<void> {
    const [from, to] = [String(this.#crashes), String(this.#crashes + 1)];
    const happened = await this.#whileRunning(id, async () => {
      await cp(join(this.#folder, from), join(this.#folder, to), { recursive: true });
      this.#session.cancel();
    });
    if (happened) {
      await this.#session.close();
      this.#crashes += 1;
      this.#session = await openSession(join(this.#folder, to));
    }
  }

  async damage(id: string): Promise<void> {
    const cell = (await this.#session.refresh()).cells.find((candidate) => candidate.id === id);
    const artifact = cell?.kind === 'component' ? cell.result?.outputs.examples?.[0] : undefined;
    if (artifact) {
      this.model.damage(id);
      await rm(join(artifact.uri, 'number.txt'), { force: true });
    }
  }

  async forget(id: string): Promise<void> {
    this.model.forget(id);
    await this.#session.forget(id);
  }

  async reopen(): Promise<void> {
    const before = await this.states();
    await this.#session.close();
    this.#session = await openSession(join(this.#folder, String(this.#crashes)));
    assert.deepEqual(await this.states(), before, 'freshness after a reload equals freshness before');
  }

  async states(): Promise<Record<string, string>> {
    const { cells } = await this.#session.refresh();
    const components = cells.filter((cell) => cell.kind === 'component');
    return Object.fromEntries(components.map((cell) => [cell.id, cell.freshness.state]));
  }

  async check(): Promise<void> {
    const states = await this.states();
    assert.deepEqual(states, this.model.states());
    for (const id of this.ids.filter((cell) => states[cell] === 'fresh')) {
      const ancestors = [...this.model.ancestors(id)].map((ancestor) => states[ancestor]);
      assert.ok(
        ancestors.every((state) => state === 'fresh'),
        `${id} is fresh, so its ancestors are`,
      );
    }
  }

  /** Equal keys imply equal digests, over everything that ever ran. */
  checkDeterminism(): void {
    const digests = new Map<string, string | null | undefined>();
    for (const execution of this.ids.flatMap((id) => this.#session.reader.history(id, 1000))) {
      const digest = execution.outputs.examples?.[0]?.digest;
      const key = `${execution.cell} ${this.#session.reader.key(execution.executionId)}`;
      assert.equal(digest ?? digests.get(key), digests.get(key) ?? digest);
      digests.set(key, digest);
    }
  }

  async dispose(): Promise<void> {
    await this.#session.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #remember(id: string, change: Partial<ModelCell>): void {
    this.#undo.push(this.model.cells);
    const cell = this.model.cells.get(id) ?? { add: 0, fail: false, inputs: [] };
    this.model.cells = new Map(this.model.cells).set(id, { ...cell, ...change });
  }

  /** Returns whether the cell could run alone: its ancestors have to be fresh. */
  async #whileRunning(id: string, act: () => Promise<void>): Promise<boolean> {
    const states = this.model.states();
    if ([...this.model.ancestors(id)].some((ancestor) => states[ancestor] !== 'fresh')) {
      return false;
    }
    this.model.stop(id);
    let acted: Promise<void> | undefined;
    gate.wait = async (signal) => {
      acted = act();
      await acted;
      signal.throwIfAborted();
    };
    await this.#session.startRun({ cells: [id], force: true }).done;
    gate.wait = async () => undefined;
    await acted;
    return true;
  }
}

function openSession(folder: string): Promise<Session> {
  return Session.open({
    path: join(folder, 'test.pipeline.yaml'),
    root: join(folder, 'root'),
    components: mixComponents,
    executors: new URL('./testing/mix-components.ts', import.meta.url).href,
    runWorker: runInProcess,
    budget: new ResourceBudget({ processors: 2 }),
    trusted: true,
  });
}

function toYaml(cells: ReadonlyMap<string, ModelCell>): string {
  return stringify({
    millrace: 1,
    name: 'test',
    cells: [...cells].map(([id, { add, fail, inputs }]) => ({
      id,
      component: 'Mix',
      inputs: { examples: inputs.map((input) => `${input}.examples`) },
      parameters: { add, fail },
    })),
  });
}

/** A random graph: each cell reads some of those before it. */
const graph = fc
  .array(fc.record({ add: fc.nat(2), reads: fc.array(fc.nat(9), { maxLength: 3 }) }), {
    minLength: 1,
    maxLength: 5,
  })
  .map((cells) => {
    const entries = cells.map(({ add, reads }, index): [string, ModelCell] => {
      const inputs = index === 0 ? [] : [...new Set(reads.map((read) => `c${read % index}`))];
      return [`c${index}`, { add, fail: false, inputs }];
    });
    return new Map(entries);
  });

type Action = (pair: Pair) => Promise<void>;

const at = (pair: Pair, index: number): string => pair.ids[index % pair.ids.length] ?? 'c0';

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(fc.nat(9), fc.nat(3)).map(
      ([cell, add]): Action =>
        (pair) =>
          pair.configure(at(pair, cell), { add }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.nat(9), fc.boolean()).map(
      ([cell, fail]): Action =>
        (pair) =>
          pair.configure(at(pair, cell), { fail }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.nat(9), fc.array(fc.nat(9), { maxLength: 2 })).map(
      ([cell, reads]): Action =>
        (pair) => {
          const index = cell % pair.ids.length;
          const inputs = index === 0 ? [] : [...new Set(reads.map((read) => `c${read % index}`))];
          return pair.connect(`c${index}`, inputs);
        },
    ),
  },
  {
    weight: 4,
    arbitrary: fc.boolean().map(
      (force): Action =>
        (pair) =>
          pair.run(undefined, force),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(fc.nat(9), fc.boolean()).map(
      ([cell, force]): Action =>
        (pair) =>
          pair.run([at(pair, cell)], force),
    ),
  },
  { weight: 2, arbitrary: fc.constant<Action>((pair) => pair.undo()) },
  {
    weight: 1,
    arbitrary: fc.nat(9).map(
      (cell): Action =>
        (pair) =>
          pair.cancel(at(pair, cell)),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.nat(9).map(
      (cell): Action =>
        (pair) =>
          pair.crash(at(pair, cell)),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.nat(9).map(
      (cell): Action =>
        (pair) =>
          pair.damage(at(pair, cell)),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.nat(9).map(
      (cell): Action =>
        (pair) =>
          pair.forget(at(pair, cell)),
    ),
  },
  { weight: 1, arbitrary: fc.constant<Action>((pair) => pair.reopen()) },
);

test('S1 S2 S3 S5 X2 random edits, runs, cancels and crashes leave every cell as the reference model says', async (t) => {
  let runs = 0;
  const property = fc.asyncProperty(
    graph,
    fc.array(action, { minLength: 3, maxLength: 8 }),
    async (cells, actions) => {
      runs += 1;
      const pair = await Pair.create(cells);
      try {
        for (const act of actions) {
          await act(pair);
          await pair.check();
        }
        pair.checkDeterminism();
      } finally {
        await pair.dispose();
      }
    },
  );
  const seed = Number(process.env.MILLRACE_SEED ?? Date.now() % 1_000_000_007);
  t.diagnostic(`seed ${seed}`);
  await fc.assert(property, {
    seed,
    numRuns: isLong ? 5000 : 1000,
    ...(isLong ? {} : { interruptAfterTimeLimit: 180_000 }),
  });
  t.diagnostic(`${runs} random histories`);
});
