import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { WebSocket } from 'ws';
import { type EngineServer, type HandlerTable, startEngineServer } from './engine-server.ts';
import { Workspace } from './workspace.ts';

let server: EngineServer;
let cookie = '';

before(async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'millrace-server-'));
  await writeFile(path.join(folder, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__" />');
  const workspace = new Workspace({
    openSession: () => Promise.reject(new Error('Nothing to open')),
    assetsFolder: folder,
    dataFolder: folder,
  });
  server = await startEngineServer({
    port: 0,
    engineVersion: '1.2.3',
    rendererFolder: folder,
    workspace,
    handlers: { 'notebook.get': async () => null } as unknown as HandlerTable,
    pictures: [],
  });
  const { headers } = await get(new URL(server.url).pathname + new URL(server.url).search);
  cookie = String(headers['set-cookie']?.[0]).split(';')[0] ?? '';
});
after(() => server.close());

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

function get(pathname: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { port: server.port, host: '127.0.0.1', path: pathname, headers, method },
      async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        });
      },
    );
    sent.once('error', reject).end();
  });
}

const connect = (headers: Record<string, string>): WebSocket =>
  new WebSocket(`ws://127.0.0.1:${server.port}/rpc`, { headers });
const own = () => ({ cookie, origin: `http://127.0.0.1:${server.port}` });

test('the page comes with a policy whose nonce is new for each load, once the token is in a cookie', async () => {
  const [first, second] = [await get('/', { cookie }), await get('/', { cookie })];
  const nonce = /content="([^"]+)"/.exec(first.body)?.[1] ?? '';
  assert.match(String(first.headers['content-security-policy']), /default-src 'none'; script-src 'self'/);
  assert.ok(String(first.headers['content-security-policy']).includes(`'nonce-${nonce}'`));
  assert.notEqual(first.body, second.body);
  assert.match(cookie, /^millrace-\d+=[\w-]{43}$/);
});

const refused: readonly [string, string, Record<string, string>, string, number][] = [
  ['no token', '/', {}, 'GET', 401],
  ['a wrong token', '/?token=guess', {}, 'GET', 401],
  ['another host', '/', { host: 'evil.example' }, 'GET', 403],
  ['another origin', '/', { origin: 'http://evil.example' }, 'GET', 403],
  ['a request that changes things', '/', {}, 'POST', 405],
  ['a path that leads out', '/../../etc/passwd', {}, 'GET', 404],
  ['an encoded path that leads out', '/%2e%2e/%2e%2e/etc/passwd', {}, 'GET', 404],
];
for (const [name, pathname, headers, method, status] of refused) {
  test(`the server refuses ${name}`, async () => {
    const sent = status === 401 ? headers : { cookie, ...headers };
    assert.equal((await get(pathname, sent, method)).status, status);
  });
}

test('a window hears who it talks to, and gets answers to its calls', async () => {
  const socket = connect(own());
  const [hello] = await once(socket, 'message');
  assert.deepEqual(JSON.parse(String(hello)), { hello: { contractVersion: 1, engineVersion: '1.2.3' } });
  socket.send(JSON.stringify({ id: 1, method: 'notebook.get', params: {} }));
  const [answer] = await once(socket, 'message');
  assert.deepEqual(JSON.parse(String(answer)), { id: 1, ok: true, result: null });
  socket.close();
});

const refusedSockets: readonly [string, () => Record<string, string>][] = [
  ['no origin', () => ({ cookie })],
  ['another origin', () => ({ ...own(), origin: 'http://evil.example' })],
  ['no cookie', () => ({ origin: own().origin })],
];
for (const [name, headers] of refusedSockets) {
  test(`the server refuses a connection with ${name}`, async () => {
    const [error] = await once(connect(headers()), 'error');
    assert.match(String(error), /Unexpected server response: 40[13]/);
  });
}

test('a message beyond every limit ends the connection', async () => {
  const socket = connect(own());
  await once(socket, 'message');
  socket.send('x'.repeat(25 * 1024 * 1024));
  const [code] = await once(socket, 'close');
  assert.equal(code, 1009);
});
