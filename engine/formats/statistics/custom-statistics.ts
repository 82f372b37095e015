import { create } from '@bufbuild/protobuf';
import {
  type CustomStatistic,
  CustomStatisticSchema,
  RankHistogram_BucketSchema,
  RankHistogramSchema,
} from '../proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';

/** A custom statistic that is a number. */
export function customNumber(name: string, value: number): CustomStatistic {
  return create(CustomStatisticSchema, { name, val: { case: 'num', value } });
}

/** A custom statistic that is text. */
export function customText(name: string, value: string): CustomStatistic {
  return create(CustomStatisticSchema, { name, val: { case: 'str', value } });
}

/** A custom statistic of a number for each label. */
export function customCounts(name: string, counts: Iterable<readonly [string, number]>): CustomStatistic {
  const buckets = Array.from(counts, ([label, sampleCount]) =>
    create(RankHistogram_BucketSchema, { label, sampleCount }),
  );
  return create(CustomStatisticSchema, {
    name,
    val: { case: 'rankHistogram', value: create(RankHistogramSchema, { buckets }) },
  });
}
