import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AccessRequest, decideAccess } from './access-guard.ts';

const token = 'a-token';
const port = 4100;
const good: AccessRequest = {
  host: '127.0.0.1:4100',
  origin: 'http://127.0.0.1:4100',
  cookie: 'millrace-4100=a-token',
  queryToken: null,
};
const decide = (change: Partial<AccessRequest>, webSocket = false) =>
  decideAccess({ ...good, ...change }, { token, port, webSocket });

test('decideAccess lets the window in by cookie, and by the address on its first load', () => {
  assert.deepEqual(decide({}), { allow: true, setCookie: false });
  assert.deepEqual(decide({ cookie: undefined, queryToken: token, origin: undefined }), {
    allow: true,
    setCookie: true,
  });
  assert.deepEqual(decide({ host: 'localhost:8888', origin: 'http://localhost:8888' }, true), {
    allow: true,
    setCookie: false,
  });
});

const forged: readonly [string, Partial<AccessRequest>, boolean, number][] = [
  ['another host name', { host: 'evil.example:4100', origin: 'http://evil.example:4100' }, false, 403],
  ['no host', { host: undefined }, false, 403],
  ['a host that only begins like this machine', { host: '127.0.0.1.evil.example' }, false, 403],
  ['another origin', { origin: 'http://evil.example' }, false, 403],
  ['the same host on another port as origin', { origin: 'http://127.0.0.1:9' }, false, 403],
  ['the null origin of a sandboxed frame', { origin: 'null' }, false, 403],
  ['a connection without origin', { origin: undefined }, true, 403],
  ['a wrong cookie', { cookie: 'millrace-4100=other' }, false, 401],
  ['a cookie of another port', { cookie: 'millrace-4101=a-token' }, false, 401],
  ['no token at all', { cookie: undefined }, false, 401],
  ['an empty token', { cookie: 'millrace-4100=', queryToken: '' }, false, 401],
  ['a connection with the token in its address only', { cookie: undefined, queryToken: token }, true, 401],
];
for (const [name, change, webSocket, status] of forged) {
  test(`decideAccess refuses ${name}`, () => {
    const decision = decide(change, webSocket);
    assert.equal(decision.allow ? 200 : decision.status, status);
  });
}
