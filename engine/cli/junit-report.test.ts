import assert from 'node:assert/strict';
import { test } from 'node:test';
import { junitReport } from './junit-report.ts';
import type { CellReport } from './run-report.ts';

const cell: CellReport = {
  id: 'A',
  component: 'ExampleGen',
  state: 'succeeded',
  seconds: 1.5,
  reasons: [],
  outputs: {},
  error: null,
};

test('junitReport has a case for each cell, escaped, with failures and skips', () => {
  const cells: CellReport[] = [
    cell,
    {
      ...cell,
      id: 'B',
      state: 'failed',
      error: { code: 'x', message: 'No "image" <here>\u0000', hint: 'Look & see' },
    },
    { ...cell, id: 'C', state: 'skipped', seconds: 0, reasons: ['B failed'] },
  ];
  assert.equal(
    junitReport({ notebook: 'n.yaml', runId: 'r', ok: false, cells }, 2),
    `<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="n.yaml" tests="3" failures="1" skipped="1" time="2.000">
  <testcase classname="ExampleGen" name="A" time="1.5"/>
  <testcase classname="ExampleGen" name="B" time="1.5"><failure message="No &quot;image&quot; &lt;here&gt;">Look &amp; see</failure></testcase>
  <testcase classname="ExampleGen" name="C" time="0"><skipped message="B failed"/></testcase>
</testsuite>
`,
  );
});
