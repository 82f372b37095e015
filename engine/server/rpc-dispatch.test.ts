import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dispatchRequest, requestLimitBytes } from './rpc-dispatch.ts';

const toErrorView = (error: unknown) => ({ code: 'internal', message: String(error) });
const dispatch = (text: string, invoke: () => Promise<unknown> = async () => 'done') =>
  dispatchRequest(text, invoke, toErrorView);
const call = (method: string, params: unknown): string => JSON.stringify({ id: 7, method, params });
const codeOf = async (text: string): Promise<string> => {
  const response = await dispatch(text);
  return response.ok ? 'ok' : response.error.code;
};

test('dispatchRequest answers with the id of the request', async () => {
  assert.deepEqual(await dispatch(call('runs.list', { limit: 5 })), { id: 7, ok: true, result: 'done' });
});

test('dispatchRequest turns what a handler throws into an error', async () => {
  const response = await dispatch(call('runs.list', {}), async () => {
    throw new Error('disk on fire');
  });
  assert.deepEqual(response, {
    id: 7,
    ok: false,
    error: { code: 'internal', message: 'Error: disk on fire' },
  });
});

const forged: readonly [string, string, string][] = [
  ['text that is not JSON', '{', 'bad-request'],
  ['a list', '[]', 'bad-request'],
  ['extra fields', '{"id":1,"method":"runs.list","params":{},"as":"admin"}', 'bad-request'],
  ['a negative id', '{"id":-1,"method":"runs.list","params":{}}', 'bad-request'],
  ['parameters that are no object', '{"id":1,"method":"runs.list","params":[]}', 'bad-request'],
  ['an unknown method', call('shell.exec', {}), 'no-such-method'],
  ['a name inherited by every object', call('constructor', {}), 'no-such-method'],
  ['the prototype as a name', call('__proto__', {}), 'no-such-method'],
  [
    'a parameter of the wrong type',
    call('artifact.get', { artifactId: '1; DROP TABLE Artifact' }),
    'bad-parameters',
  ],
  ['a missing parameter', call('artifact.get', {}), 'bad-parameters'],
  ['more than the limit', call('notebook.open', { path: 'x'.repeat(requestLimitBytes) }), 'too-large'],
];
for (const [name, text, code] of forged) {
  test(`dispatchRequest refuses ${name}`, async () => assert.equal(await codeOf(text), code));
}
