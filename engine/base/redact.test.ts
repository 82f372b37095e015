import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toErrorView } from './error-view.ts';
import { redact, redactText } from './redact.ts';
import { ReportedError } from './reported-error.ts';

test('redactText() hides tokens, bearer headers, keys, user information and signatures in URLs', () => {
  const secrets = [
    'hf_AbCdEfGhIjKlMnOp',
    'ya29.a0AfH6SMBx-yz_123',
    'https://user:secretpass@host/x',
    'https://host/x?X-Amz-Signature=abc123def&y=1',
    '{"private_key": "-----BEGIN PRIVATE KEY-----\\nMIIsecret"}',
  ];
  const text = redactText(`Authorization: Bearer abc.def-ghi ${secrets.join(' ')}`);
  for (const part of [
    'abc.def-ghi',
    'AbCdEfGhIjKlMnOp',
    'a0AfH6SMBx',
    'secretpass',
    'abc123def',
    'MIIsecret',
  ]) {
    assert.ok(!text.includes(part), `${part} is in ${text}`);
  }
});

test('redact() finds a known secret at any depth of any value, in keys too', () => {
  const canary = 'canary-4711-secret';
  const value = fc.letrec((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(canary, `x${canary}y`, 'plain', 1, null, true),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', canary), tie('node'), { maxKeys: 3 }),
    ),
  })).node;
  fc.assert(
    fc.property(value, (tree) => {
      assert.ok(!JSON.stringify(redact(tree, [canary])).includes(canary));
    }),
  );
});

test('toErrorView() keeps what was written for the user and hides secrets in all of it', () => {
  const error = new ReportedError('bad-file', 'Cannot send hf_AbCdEfGhIjKlMnOp', {
    hint: 'Try again',
    location: { cell: 'Pusher', line: 3 },
    details: 'token=opaque-secret-value',
  });
  assert.deepEqual(toErrorView(error, ['opaque-secret-value']), {
    code: 'bad-file',
    message: 'Cannot send [redacted]',
    hint: 'Try again',
    location: { cell: 'Pusher', line: 3 },
    details: 'token=[redacted]',
  });
});

test('toErrorView() calls anything else a defect, with the stack in the details', () => {
  const view = toErrorView(new TypeError('x is undefined'));
  assert.equal(view.code, 'internal');
  assert.match(view.details ?? '', /redact\.test/);
  assert.equal(toErrorView('a string').message, 'a string');
});
