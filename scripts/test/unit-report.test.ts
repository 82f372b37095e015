import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inProject } from '../lib/project.ts';
import { UnitReport } from './unit-report.ts';

function end(name: string, more: object = {}, details: object = {}): object {
  const base = { name, file: inProject('engine/a.test.ts'), line: 3, nesting: 0 };
  return { ...base, ...more, details: { type: 'test', duration_ms: 1, ...details } };
}

test('UnitReport counts tests, not suites, and says what was skipped or failed', () => {
  const lines: string[] = [];
  const report = new UnitReport('unit', 1, (line) => lines.push(line));
  report.take({ type: 'test:pass', data: end('works') });
  report.take({ type: 'test:pass', data: end('suite', {}, { type: 'suite' }) });
  report.take({ type: 'test:pass', data: end('later', { skip: 'needs a GPU' }) });
  report.take({ type: 'test:fail', data: end('breaks', {}, { error: new Error('one is not two') }) });
  report.take({ type: 'test:fail', data: end('suite', {}, { error: { failureType: 'subtestsFailed' } }) });
  assert.deepEqual(report.tally(), { passed: 1, failed: 1, skipped: 1 });
  assert.ok(lines.includes('  SKIPPED engine/a.test.ts:3 later: needs a GPU'));
  assert.ok(lines.includes('  FAILED engine/a.test.ts:3 breaks'));
  assert.ok(lines.some((line) => line.includes('one is not two')));
});

test('UnitReport tells what a file that does not load wrote', () => {
  const lines: string[] = [];
  const report = new UnitReport('unit', 1, (line) => lines.push(line));
  const file = inProject('engine/a.test.ts');
  report.take({ type: 'test:stderr', data: { file, message: 'SyntaxError: Unexpected end of input' } });
  report.take({ type: 'test:fail', data: end(file, {}, { error: new Error('test failed') }) });
  assert.ok(lines.some((line) => line.includes('SyntaxError: Unexpected end of input')));
});
