import { ExampleTable } from './example-table.ts';

/** Evaluations whose example results stay in memory: the one looked at, and what it is compared with. */
const kept = 3;

const tables = new Map<string, Promise<ExampleTable>>();

/** The example results of an evaluation; artifacts never change, so what was read once stays right. */
export function exampleTable(evaluationDirectory: string): Promise<ExampleTable> {
  const table = tables.get(evaluationDirectory) ?? ExampleTable.read(evaluationDirectory);
  tables.delete(evaluationDirectory);
  tables.set(evaluationDirectory, table);
  table.catch(() => tables.delete(evaluationDirectory));
  const [oldest] = tables.keys();
  if (tables.size > kept && oldest !== undefined) {
    tables.delete(oldest);
  }
  return table;
}
