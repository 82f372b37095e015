import { readFile } from 'node:fs/promises';
import { fromBinary } from '@bufbuild/protobuf';
import { FormatError } from '../format-error.ts';
import {
  type DatasetFeatureStatistics,
  type DatasetFeatureStatisticsList,
  DatasetFeatureStatisticsListSchema,
} from '../proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';

/** Reads a `FeatureStats.pb` of ours or of TFDV's. @throws FormatError */
export async function readStatistics(file: string): Promise<DatasetFeatureStatisticsList> {
  try {
    return fromBinary(DatasetFeatureStatisticsListSchema, await readFile(file));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new FormatError('cannot-read', `Cannot read the statistics "${file}": ${why}`, {
      hint: 'If it was removed or damaged, run the cell that made it again',
      location: { file },
      cause,
    });
  }
}

/** The statistics of all records among those of slices. @throws FormatError "bad-value" when there are none */
export function overallStatistics(
  list: DatasetFeatureStatisticsList,
  file: string,
): DatasetFeatureStatistics {
  const overall =
    list.datasets.find(({ name }) => name === '' || name === 'All Examples') ?? list.datasets[0];
  if (overall) return overall;
  throw new FormatError('bad-value', `The statistics "${file}" hold no data set`, { location: { file } });
}
