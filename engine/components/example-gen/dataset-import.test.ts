import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { readFixture } from '../../formats/testing/fixture.ts';
import { readAllRecords } from '../../formats/testing/read-all-records.ts';
import { TemporaryFolder } from '../../formats/testing/temporary-folder.ts';
import { splitFiles } from '../examples-artifact.ts';
import { runComponent } from '../testing/run-component.ts';
import { exampleGen } from './definition.ts';
import { runExampleGen } from './executor.ts';

const COMMIT = 'a'.repeat(40);
const files: Readonly<Record<string, Buffer>> = {
  'README.md': Buffer.from('# Cells'),
  'data/train-0.parquet': readFixture('parquet', 'snappy.parquet'),
  'data/test-0.parquet': readFixture('parquet', 'zstd.parquet'),
};

/** A dataset repository as the Hub serves it, to one account only where a token is given: the listing of a revision, and its files. */
async function serveDataset(requests: string[], token: string | null = null): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    if (token !== null && request.headers.authorization !== `Bearer ${token}`) {
      // The Hub tells visitors nothing of what is private.
      response.writeHead(401, { 'x-error-code': 'RepoNotFound' }).end();
      return;
    }
    requests.push(`${request.method} ${pathname}`);
    if (pathname === '/api/datasets/acme/cells/tree/main') {
      const entries = Object.entries(files).map(([path, body]) => entryOf(path, body));
      response.setHeader('content-type', 'application/json').end(JSON.stringify(entries));
      return;
    }
    if (pathname === '/api/datasets/acme/cells/paths-info/main') {
      request.setEncoding('utf8').on('data', (text: string) => {
        const { paths } = JSON.parse(text) as { readonly paths: readonly string[] };
        const lastCommit = { id: COMMIT, title: 'Add files', date: '2024-01-01T00:00:00.000Z' };
        const found = paths.flatMap((path) =>
          files[path] ? [{ ...entryOf(path, files[path]), lastCommit }] : [],
        );
        response.setHeader('content-type', 'application/json').end(JSON.stringify(found));
      });
      return;
    }
    const body = files[pathname.replace('/datasets/acme/cells/resolve/main/', '')];
    if (!body) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('etag', `"${oid(body)}"`).setHeader('x-repo-commit', COMMIT);
    const range = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '');
    const [start, end] = range ? [Number(range[1]), Number(range[2])] : [0, body.length - 1];
    const part = body.subarray(start, end + 1);
    if (range)
      response.setHeader('content-range', `bytes ${start}-${start + part.length - 1}/${body.length}`);
    response.writeHead(range ? 206 : 200, { 'content-length': part.length });
    response.end(request.method === 'HEAD' ? undefined : part);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function entryOf(path: string, body: Buffer): object {
  return { type: 'file', path, size: body.length, oid: oid(body) };
}

function oid(body: Buffer): string {
  return createHash('sha1').update(`blob ${body.length}\0`).update(body).digest('hex');
}

/** Points the Hub's clients to a server, with an empty cache, while `run` runs. */
async function withHub(server: Server, folder: TemporaryFolder, run: () => Promise<void>): Promise<void> {
  const before = { ...process.env };
  process.env.HF_ENDPOINT = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env.HF_HOME = folder.join('hub');
  process.env.HF_HUB_CACHE = folder.join('hub', 'cache');
  try {
    await run();
  } finally {
    process.env = before;
    server.close();
  }
}

test("ExampleGen fetches a private dataset with the user's stored token, which nothing of it keeps", async () => {
  using folder = new TemporaryFolder();
  const token = 'hf_canaryForPrivateDatasets';
  const server = await serveDataset([], token);
  await withHub(server, folder, async () => {
    const run = (secrets: Record<string, string>) =>
      runComponent(exampleGen, runExampleGen, {
        parameters: { format: 'huggingface', path: 'acme/cells' },
        folder: folder.join(`out-${Object.keys(secrets).length}`),
        secrets,
      });
    await assert.rejects(run({}), {
      name: 'HubError',
      message: 'Cannot fetch the dataset "acme/cells": the Hub answered 401',
    });
    const done = await run({ huggingface: token });
    const files = await splitFiles(done.output('examples').path, 'train');
    assert.ok((await Promise.all(files.map((file) => readAllRecords(file)))).flat().length > 0);
    assert.ok(!JSON.stringify([done.result, done.log]).includes(token));
  });
});

test('ExampleGen fetches the data files of a dataset on the Hub once, and imports them by its splits', async () => {
  using folder = new TemporaryFolder();
  const requests: string[] = [];
  const server = await serveDataset(requests);
  await withHub(server, folder, async () => {
    const splits = [
      { name: 'train', pattern: 'data/train-*' },
      { name: 'eval', pattern: 'data/test-*' },
    ];
    const run = (out: string) =>
      runComponent(exampleGen, runExampleGen, {
        parameters: { format: 'huggingface', path: 'acme/cells', input_config: { splits } },
        folder: folder.join(out),
      });
    const done = await run('out');
    const [file] = await splitFiles(done.output('examples').path, 'eval');
    assert.equal((await readAllRecords(file!)).length, 4);
    assert.equal(done.output('examples').properties.split_names, '["train", "eval"]');
    assert.ok(!requests.some((request) => request.includes('README')));
    const fetched = () => requests.filter((request) => request.startsWith('GET /datasets')).length;
    const first = fetched();
    await run('again');
    assert.equal(fetched(), first);
  });
});
