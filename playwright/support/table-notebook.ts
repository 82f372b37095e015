import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A notebook of four steps over a small table, which all run within seconds. Returns its path. */
export async function writeTableNotebook(folder: string): Promise<string> {
  await mkdir(path.join(folder, 'table'), { recursive: true });
  const rows = Array.from({ length: 60 }, (_, row) => `${row},${row % 7},name ${row % 5}`);
  await writeFile(path.join(folder, 'table', 'rows.csv'), `id,group,name\n${rows.join('\n')}\n`);
  const file = path.join(folder, 'table.pipeline.yaml');
  await writeFile(file, notebookText);
  return file;
}

const notebookText = `millrace: 1
name: table
cells:
  - { id: Data, component: ExampleGen, parameters: { format: csv, path: table } }
  - { id: Numbers, component: StatisticsGen, inputs: { examples: Data.examples } }
  - { id: Shape, component: SchemaGen, inputs: { statistics: Numbers.statistics } }
  - { id: Check, component: ExampleValidator, inputs: { statistics: Numbers.statistics, schema: Shape.schema } }
`;
