import assert from 'node:assert/strict';
import { test } from 'node:test';
import { create } from '@bufbuild/protobuf';
import {
  CustomStatisticSchema,
  FeatureNameStatisticsSchema,
  Histogram_BucketSchema,
  HistogramSchema,
} from '../../formats/proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import { customCounts, customNumber, customText } from '../../formats/statistics/custom-statistics.ts';
import { viewFeature } from './view-feature.ts';

test('viewFeature() shows custom statistics that are numbers, texts, counts or histograms', () => {
  const bucket = create(Histogram_BucketSchema, { lowValue: 0, highValue: 5, sampleCount: 3 });
  const histogram = create(HistogramSchema, { buckets: [bucket] });
  const feature = create(FeatureNameStatisticsSchema, {
    customStats: [
      customNumber('image_max_width', Number.POSITIVE_INFINITY),
      customText('domain_info', 'image_domain {}'),
      customCounts('image_format_histogram', [['JPEG', 2]]),
      create(CustomStatisticSchema, { name: 'sizes', val: { case: 'histogram', value: histogram } }),
      create(CustomStatisticSchema, { name: 'unset' }),
    ],
  });
  assert.deepEqual(viewFeature(feature).custom, [
    { name: 'image_max_width', value: Number.MAX_VALUE },
    { name: 'domain_info', value: 'image_domain {}' },
    { name: 'image_format_histogram', value: [{ label: 'JPEG', count: 2 }] },
    { name: 'sizes', value: [{ label: '0 to 5', count: 3 }] },
  ]);
});
