import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { downloadFile } from './download.ts';

const content = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7919) % 251));
const sha256 = createHash('sha256').update(content).digest('hex');

let folder = '';
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'millrace-download-'));
});
after(() => rm(folder, { recursive: true }));

async function serving(listener: RequestListener, use: (url: string) => Promise<void>): Promise<void> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/library.whl`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const answerRange: RequestListener = (request, response) => {
  const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
  if (start >= content.length) return void response.writeHead(416).end();
  response.writeHead(start > 0 ? 206 : 200, { 'content-length': content.length - start });
  response.end(content.subarray(start));
};

test('downloadFile() writes the content and reports how far it is', async () => {
  const target = path.join(folder, 'plain', 'library.whl');
  const seen: number[] = [];
  await serving(answerRange, (url) =>
    downloadFile({ url, sha256, target, onProgress: ({ receivedBytes }) => seen.push(receivedBytes) }),
  );
  assert.deepEqual(await readFile(target), content);
  assert.equal(seen.at(-1), content.length);
});

test('downloadFile() continues where an interrupted download ended', async () => {
  const target = path.join(folder, 'resumed.whl');
  await writeFile(`${target}.part`, content.subarray(0, 100_000));
  const ranges: (string | undefined)[] = [];
  await serving(
    (request, response) => {
      ranges.push(request.headers.range);
      answerRange(request, response);
    },
    (url) => downloadFile({ url, sha256, target }),
  );
  assert.deepEqual(ranges, ['bytes=100000-']);
  assert.deepEqual(await readFile(target), content);
});

test('downloadFile() resumes by itself when the connection breaks half-way', async () => {
  const target = path.join(folder, 'broken.whl');
  let calls = 0;
  await serving(
    (request, response) => {
      calls += 1;
      if (calls > 1) return answerRange(request, response);
      response.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, 50_000), () => response.destroy());
    },
    (url) => downloadFile({ url, sha256, target }),
  );
  assert.equal(calls, 2);
  assert.deepEqual(await readFile(target), content);
});

test('downloadFile() gives up a connection that falls silent and resumes', async () => {
  const target = path.join(folder, 'silent.whl');
  let calls = 0;
  await serving(
    (request, response) => {
      calls += 1;
      if (calls > 1) answerRange(request, response);
    },
    (url) => downloadFile({ url, sha256, target, stallMs: 100 }),
  );
  assert.deepEqual(await readFile(target), content);
});

test('downloadFile() accepts a complete part without fetching it again', async () => {
  const target = path.join(folder, 'complete.whl');
  await writeFile(`${target}.part`, content);
  await serving(answerRange, (url) => downloadFile({ url, sha256, target }));
  assert.deepEqual(await readFile(target), content);
});

test('D30 downloadFile() refuses a file with one flipped byte and leaves nothing behind', async () => {
  const target = path.join(folder, 'flipped', 'library.whl');
  const flipped = Buffer.from(content);
  flipped[1234] = (flipped[1234] ?? 0) ^ 1;
  await serving(
    (_request, response) => void response.end(flipped),
    (url) =>
      assert.rejects(downloadFile({ url, sha256, target }), {
        name: 'RuntimeError',
        code: 'checksum-mismatch',
      }),
  );
  assert.deepEqual(await readdir(path.dirname(target)), []);
});

test('downloadFile() says which server refused, without trying again', async () => {
  let calls = 0;
  await serving(
    (_request, response) => {
      calls += 1;
      response.writeHead(404).end();
    },
    (url) =>
      assert.rejects(downloadFile({ url, sha256, target: path.join(folder, 'gone.whl') }), {
        code: 'download-failed',
        message: /Cannot fetch "gone.whl" from 127\.0\.0\.1:\d+: the server answered 404 Not Found/,
      }),
  );
  assert.equal(calls, 1);
});

test('downloadFile() copies from a folder of wheels', async () => {
  const source = path.join(folder, 'source.whl');
  await writeFile(source, content);
  const target = path.join(folder, 'copied.whl');
  await downloadFile({ url: pathToFileURL(source).href, sha256, target });
  assert.deepEqual(await readFile(target), content);
});
