import type { PipelineAccess } from '../handler.ts';
import { drawExample } from './example-picture.ts';
import type { Picture } from './picture.ts';
import { drawSheet } from './sprite-sheet.ts';

const EXAMPLE = /^\/artifact\/(\d+)\/example\/([^/]+)\/(\d+)\/([^/]+)\.png$/;
const SHEET = /^\/artifact\/(\d+)\/sprites\/([^/]+)\/(\d+)\.(webp|png)$/;

/**
 * Answers the addresses of example pictures that engine/contract/examples.ts lists.
 * @returns null for another path, or where there is no such picture
 */
export async function handlePicture(
  path: string,
  query: URLSearchParams,
  pipeline: PipelineAccess,
  signal: AbortSignal,
): Promise<Picture | null> {
  signal.throwIfAborted();
  const example = EXAMPLE.exec(path);
  if (example) {
    const [, artifactId, split = '', record, feature = ''] = example;
    return drawExample(
      {
        artifactId: Number(artifactId),
        split: decodeURIComponent(split),
        record: Number(record),
        feature: decodeURIComponent(feature),
        size: sizeOf(query),
        raw: query.get('raw') === '1',
      },
      pipeline,
    );
  }
  const sheet = SHEET.exec(path);
  if (!sheet) return null;
  const [, artifactId, split = '', page, type] = sheet;
  return drawSheet(
    {
      artifactId: Number(artifactId),
      split: decodeURIComponent(split),
      page: Number(page),
      feature: query.get('feature'),
      type: type === 'webp' ? 'webp' : 'png',
    },
    pipeline,
    signal,
  );
}

function sizeOf(query: URLSearchParams): number | null {
  const size = Number(query.get('size') ?? Number.NaN);
  return Number.isInteger(size) && size > 0 && size <= 4096 ? size : null;
}
