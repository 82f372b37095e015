import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSession } from '../../cli/open-session.ts';
import { smallSample } from '../../cli/testing/small-sample.ts';
import { makeReport } from './make-report.ts';

const { signal } = new AbortController();

test('D7 makeReport tells each cell with its pictures and tables, on its own and without a script', async () => {
  const dataCells = ['ExampleGen', 'StatisticsGen', 'SchemaGen', 'ImportSchemaGen', 'ExampleValidator'];
  const file = await smallSample((cells) => [
    ...cells.filter(({ id }) => dataCells.includes(id)),
    { id: 'Odd', component: 'StatisticsGen', inputs: {} },
    { id: 'hostile', note: '# <script>alert(1)</script>' } as never,
  ]);
  const session = await openSession({ path: file, trusted: true });
  try {
    await session.startRun({ cells: dataCells }).done;
    const html = await makeReport(session, signal);
    assert.match(html, /<section class="fresh" id="ExampleGen">/);
    assert.match(html, /<section class="blocked" id="Odd">/);
    assert.ok((html.match(/src="data:image\/png;base64,/g)?.length ?? 0) >= 2, 'an image with its mask');
    assert.match(html, /<caption>Statistics<\/caption>/);
    assert.match(html, /<caption>Schema<\/caption>/);
    assert.match(html, /The data fits the schema/);
    assert.match(html, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/);
    assert.doesNotMatch(html, /<script|(src|href)="(?!data:|#)/);
  } finally {
    await session.close();
  }
});
