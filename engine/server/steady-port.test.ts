import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { startHttpServer } from './http-server.ts';
import { steadyPort } from './steady-port.ts';

const door = {
  token: 'secret',
  routes: [],
  onUpgrade: () => undefined,
  describeError: (error: unknown) => ({ status: 500, text: String(error) }),
};

test('steadyPort() is the same for a folder and another for the next user, outside the ports of systems', () => {
  const ports = Array.from({ length: 500 }, (_, user) => steadyPort(`/home/${user}/.local/share/millrace`));
  assert.equal(steadyPort('/home/7/.local/share/millrace'), ports[7]);
  assert.ok(new Set(ports).size > 450);
  assert.ok(ports.every((port) => port >= 20_000 && port < 32_768));
});

test('startHttpServer() takes another port only for those that may have any', async () => {
  const squatter = createServer().listen(0, '127.0.0.1');
  await once(squatter, 'listening');
  const { port } = squatter.address() as { port: number };
  await assert.rejects(startHttpServer({ ...door, port }), { code: 'EADDRINUSE' });
  const { server, port: other } = await startHttpServer({ ...door, port, anyPort: true });
  assert.notEqual(other, port);
  server.close();
  squatter.close();
});
