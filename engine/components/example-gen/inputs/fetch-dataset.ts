import { join } from 'node:path';
import { downloadFileToCacheDir, listFiles } from '@huggingface/hub';
import { pooledMap } from '../../../base/pooled-map.ts';
import { asHubAction, clientParameters, connectAsReader } from '../../../destinations/hub/hub-connection.ts';
import { ExampleGenError } from '../example-gen-error.ts';
import { parseSpanPattern } from './span-pattern.ts';

export interface DatasetRequest {
  /** "owner/name" on the Hub. */
  readonly name: string;
  readonly revision: string;
  /** Only files that match one of these are fetched; all data files where there are none. */
  readonly patterns: readonly string[];
  /** Of the account that may read it; undefined for a public one. */
  readonly token: string | undefined;
  readonly signal: AbortSignal;
}

const DOWNLOADS = 4;
const DATA_FILE = /\.(?:parquet|csv|tsv|tfrecords?|tfrec|jpe?g|png|webp|gif|tiff?|bmp)(?:\.gz)?$/i;

/**
 * Fetches the data files of a dataset repository into the Hugging Face cache that all of its clients share, and gives
 * the folder that holds them. Files that are there already are not fetched again.
 *
 * @throws ExampleGenError "no-input-files", HubError when the Hub refuses or cannot be reached
 */
export function fetchDataset(request: DatasetRequest): Promise<string> {
  return asHubAction(`Cannot fetch the dataset "${request.name}"`, () => fetchFiles(request));
}

async function fetchFiles(request: DatasetRequest): Promise<string> {
  const connection = connectAsReader({ token: request.token, signal: request.signal });
  const repo = { type: 'dataset', name: request.name } as const;
  const { revision } = request;
  const common = { ...clientParameters(connection), repo, revision };
  const paths = await listDataFiles(common, request.patterns);
  const [first] = paths;
  if (first === undefined) {
    throw new ExampleGenError(
      'no-input-files',
      `The dataset "${request.name}" has no data file that matches`,
      {
        location: { parameter: 'path' },
        hint: 'Parquet, CSV, TFRecord and image files can be read. Check revision and patterns.',
      },
    );
  }
  const files = await pooledMap(paths, DOWNLOADS, (path) => downloadFileToCacheDir({ ...common, path }));
  const levels = first.split('/').map(() => '..');
  return join(files[0] ?? '', ...levels);
}

type ListParameters = ReturnType<typeof clientParameters> & {
  readonly repo: { readonly type: 'dataset'; readonly name: string };
  readonly revision: string;
};

async function listDataFiles(parameters: ListParameters, patterns: readonly string[]): Promise<string[]> {
  const parsed = patterns.filter((pattern) => pattern !== '*').map(parseSpanPattern);
  const paths: string[] = [];
  for await (const { type, path } of listFiles({ ...parameters, recursive: true })) {
    const isWanted = parsed.length === 0 || parsed.some((pattern) => pattern.match(path) !== null);
    if (type === 'file' && DATA_FILE.test(path) && isWanted) paths.push(path);
  }
  return paths.sort();
}
