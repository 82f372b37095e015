import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatChecks } from './format-checks.ts';
import { runDoctor } from './run-doctor.ts';

test('runDoctor() finds in a checkout that was set up all that is needed', async () => {
  const checks = await runDoctor();
  assert.deepEqual(
    checks.filter((check) => !check.ok && !check.optional),
    [],
  );
  assert.ok(checks.some((check) => check.name === 'Electron'));
});

test('formatChecks() says after each gap how to mend it, and nothing after what is there', () => {
  const table = formatChecks([
    { name: 'Node', ok: true, found: 'v24', mend: 'Install it', optional: false },
    { name: 'TensorFlow', ok: false, found: 'does not load', mend: 'Install it again', optional: false },
    { name: 'GPU', ok: false, found: 'no card', optional: true },
  ]);
  assert.equal(
    table,
    [
      'ok       Node        v24',
      'MISSING  TensorFlow  does not load',
      '                     -> Install it again',
      'absent   GPU         no card',
    ].join('\n'),
  );
});
