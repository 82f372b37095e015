import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { splitFiles } from '../../../engine/components/examples-artifact.ts';
import { components } from '../../../engine/components/registry.ts';
import { RecordStore } from '../../../engine/formats/tfrecord/record-store.ts';
import { Session } from '../../../engine/orchestrator/session.ts';
import type { HandlerContext } from '../../../engine/server/handler.ts';
import { exampleHandlers } from '../../../engine/server/handlers/examples.ts';
import { schemaHandlers } from '../../../engine/server/handlers/schema.ts';
import { statisticsHandlers } from '../../../engine/server/handlers/statistics.ts';
import { handlePicture } from '../../../engine/server/pictures/handle-picture.ts';
import type { Measurement } from '../measurement.ts';
import { writeManyPictures } from '../notebook/many-pictures.ts';
import { quantile } from '../notebook/own.ts';
import { longestBlock } from './event-loop.ts';
import { figure } from './measure.ts';
import { randomNumbers } from './write-images.ts';

const RECORDS = 100_000;
const READS = 2000;
/** What a window's frames and keys can bear. */
const BLOCK_MS = 50;

const NOTEBOOK = `millrace: 1
name: many
cells:
  - { id: Data, component: ExampleGen, parameters: { format: tfrecord, path: records, input_config: { splits: [{ name: train, pattern: "*" }] } } }
  - { id: Numbers, component: StatisticsGen, inputs: { examples: Data.examples } }
  - { id: Shape, component: SchemaGen, inputs: { statistics: Numbers.statistics } }
  - { id: Check, component: ExampleValidator, inputs: { statistics: Numbers.statistics, schema: Shape.schema, examples: Data.examples } }
`;

/**
 * The engine over 100,000 records: how long its event loop is held up while the data cells run and while each viewer's
 * requests are answered, and how fast any record is read.
 */
export async function benchManyRecords(folder: string): Promise<Measurement[]> {
  await writeManyPictures(folder, RECORDS);
  const path = join(folder, 'data.pipeline.yaml');
  await writeFile(path, NOTEBOOK);
  const executors = new URL('../../../engine/components/executors.ts', import.meta.url).href;
  const session = await Session.open({
    path,
    root: join(folder, 'root'),
    components,
    executors,
    trusted: true,
  });
  try {
    const running = await longestBlock(() => session.startRun().done);
    return [
      block('data cells run', running),
      ...(await randomAccess(session, folder)),
      ...(await answer(session)),
    ];
  } finally {
    await session.close();
  }
}

function block(what: string, milliseconds: number): Measurement {
  return figure(`event loop held up while ${what}`, milliseconds, 'ms', { bound: BLOCK_MS });
}

async function randomAccess(session: Session, folder: string): Promise<Measurement[]> {
  const [examples] = session.reader.artifacts('Examples');
  const files = await splitFiles(examples?.path ?? '', 'train');
  const started = performance.now();
  const store = await RecordStore.open(files, join(folder, 'index'));
  const indexed = performance.now() - started;
  const random = randomNumbers(1);
  const times: number[] = [];
  for (let read = 0; read < READS; read++) {
    const before = performance.now();
    await store.read(Math.floor(random() * store.size));
    times.push(performance.now() - before);
  }
  return [
    figure('index 100,000 records', indexed, 'ms'),
    figure('read any of 100,000 records, middle', quantile(times, 0.5), 'ms', { bound: 20 }),
    figure('read any of 100,000 records, 99 of 100', quantile(times, 0.99), 'ms', { bound: 20 }),
  ];
}

async function answer(session: Session): Promise<Measurement[]> {
  const context: HandlerContext = { pipeline: session.reader, signal: new AbortController().signal };
  const idOf = (type: Parameters<typeof session.reader.artifacts>[0]): number =>
    session.reader.artifacts(type)[0]?.id ?? 0;
  const artifactId = idOf('Examples');
  const page = { artifactId, split: 'train', offset: 0, limit: 100 };
  const picture = (path: string) => (): Promise<unknown> =>
    handlePicture(`/artifact/${artifactId}/${path}`, new URLSearchParams(), session.reader, context.signal);
  const requests: Readonly<Record<string, () => Promise<unknown>>> = {
    'examples are opened': () => exampleHandlers['examples.open']({ artifactId }, context),
    'the last page is shown': () =>
      exampleHandlers['examples.page']({ ...page, offset: RECORDS - 100 }, context),
    'records are filtered': () =>
      exampleHandlers['examples.page'](
        { ...page, filter: [{ feature: 'kind', operator: '=', value: 3 }] },
        context,
      ),
    'records are sorted': () =>
      exampleHandlers['examples.page']({ ...page, sort: { feature: 'kind', descending: true } }, context),
    'a record is shown': () =>
      exampleHandlers['examples.record']({ artifactId, split: 'train', record: RECORDS / 2 }, context),
    'a sheet of pictures is drawn': picture('sprites/train/7.webp'),
    'a picture is drawn': picture('example/train/77777/image.png'),
    'statistics are shown': () =>
      statisticsHandlers['statistics.get']({ artifactId: idOf('ExampleStatistics') }, context),
    'a schema is shown': () => schemaHandlers['schema.get']({ artifactId: idOf('Schema') }, context),
    'anomalies are shown': () =>
      schemaHandlers['anomalies.get']({ artifactId: idOf('ExampleAnomalies') }, context),
  };
  const measurements: Measurement[] = [];
  for (const [what, request] of Object.entries(requests))
    measurements.push(block(what, await longestBlock(request)));
  return measurements;
}
