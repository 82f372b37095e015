import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { openSession } from '../cli/open-session.ts';
import { smallSample } from '../cli/testing/small-sample.ts';
import type { Session } from '../orchestrator/session.ts';
import { type EngineServer, type HandlerTable, startEngineServer } from './engine-server.ts';
import { handleEvaluationPicture } from './handlers/evaluation-pictures.ts';
import { handlePicture } from './pictures/handle-picture.ts';
import { Workspace } from './workspace.ts';

let session: Session;
let server: EngineServer;
let cookie = '';

before(async () => {
  const file = await smallSample((cells) => cells.filter(({ id }) => id === 'ImportSchemaGen'));
  const folder = path.dirname(file);
  session = await openSession({ path: file, trusted: true });
  await session.startRun({ cells: ['ImportSchemaGen'] }).done;
  const workspace = new Workspace({
    openSession: async () => session,
    assetsFolder: folder,
    dataFolder: path.join(folder, 'data'),
  });
  await workspace.open({ path: file, trusted: true });
  server = await startEngineServer({
    port: 0,
    engineVersion: '1.2.3',
    rendererFolder: folder,
    workspace,
    handlers: {} as HandlerTable,
    pictures: [handlePicture, handleEvaluationPicture],
  });
  const welcome = await fetch(server.url, { redirect: 'manual' });
  cookie = String(welcome.headers.get('set-cookie')).split(';')[0] ?? '';
});
after(async () => {
  await server.close();
  await session.close();
});

const get = (address: string) => fetch(`http://127.0.0.1:${server.port}${address}`, { headers: { cookie } });

/** The schema that the notebook's one cell made. */
function schema() {
  const cell = session.view().cells.find(({ id }) => id === 'ImportSchemaGen');
  const made = cell?.kind === 'component' ? cell.result?.outputs.schema?.[0] : undefined;
  assert.ok(made);
  return made;
}

const unknown = [
  '/artifact/999/file/schema.pbtxt',
  '/artifact/999/example/train/0/image.png',
  '/artifact/999/sprites/train/0.webp',
  '/artifact/999/prediction/candidate/0.png',
  '/artifact/999/error/0.png',
  '/execution/999/sample/epoch-1.png',
];
for (const address of unknown) {
  test(`${address} of what never was is not found`, async () => {
    const answer = await get(address);
    assert.equal(answer.status, 404);
    assert.match(await answer.text(), /Cannot find (artifact|execution) 999/);
  });
}

test('an artifact answers for its own files alone, and a broken address names nothing', async () => {
  const own = `/artifact/${schema().id}`;
  assert.equal((await get(`${own}/file/schema.pbtxt`)).status, 200);
  for (const place of [
    'file/other.txt',
    'file/%zz',
    'file/..%2f..%2fmetadata.db',
    'example/train/0/image.png',
  ])
    assert.equal((await get(`${own}/${place}`)).status, 404, place);
});

test('an artifact whose files were deleted by hand says which cell makes them anew', async () => {
  const { id, uri } = schema();
  await rm(uri, { recursive: true });
  const gone = { code: 'files-gone', hint: /^Run the cell "ImportSchemaGen" again/ };
  assert.throws(() => session.reader.artifact(id), gone);
  await assert.rejects(session.reader.artifactFiles(id), gone);
  assert.equal(session.reader.knownArtifact(id).id, id);
  const answer = await get(`/artifact/${id}/file/schema.pbtxt`);
  assert.equal(answer.status, 404);
  assert.match(await answer.text(), /Run the cell "ImportSchemaGen" again/);
});
