import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FeatureStatisticsView } from '../../../engine/contract/statistics.ts';
import { customRows } from './custom-rows.ts';

const feature = (custom: FeatureStatisticsView['custom']): FeatureStatisticsView => ({
  path: ['picture'],
  type: 'BYTES',
  present: 10,
  missing: 0,
  minimumValues: 1,
  maximumValues: 1,
  averageValues: 1,
  totalValues: 10,
  numeric: null,
  text: null,
  valueCounts: [],
  custom,
});

test('customRows() joins splits by name and words numbers, texts and counts', () => {
  const labels = Array.from({ length: 14 }, (_, label) => ({ label: `l${label}`, count: 1 }));
  const train = feature([
    { name: 'domain_info', value: 'image_domain {}' },
    { name: 'formats', value: [{ label: 'JPEG', count: 1200 }] },
    { name: 'image_max_width', value: 128 },
  ]);
  const rows = customRows([train, undefined, feature([{ name: 'labels', value: labels }])]);
  assert.deepEqual(rows, [
    { name: 'domain_info', values: ['image_domain {}', null, null] },
    { name: 'formats', values: ['JPEG 1,200', null, null] },
    { name: 'image_max_width', values: ['128', null, null] },
    {
      name: 'labels',
      values: [
        null,
        null,
        'l0 1, l1 1, l2 1, l3 1, l4 1, l5 1, l6 1, l7 1, l8 1, l9 1, l10 1, l11 1, 2 more',
      ],
    },
  ]);
});
