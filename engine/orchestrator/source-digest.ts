import { dirname, relative, sep } from 'node:path';
import { canonicalJson } from '../base/canonical-json.ts';
import { type Digest, digestOf } from '../base/digest.ts';
import { isAbortError } from '../base/error-view.ts';
import { pooledMap } from '../base/pooled-map.ts';
import type { StatCache } from '../base/stat-cache.ts';
import type { SourceFile } from '../metadata/source-set-table.ts';
import type { ProgressUpdate } from '../pipeline/component.ts';
import { OrchestratorError } from './orchestrator-error.ts';

/** How many files are read at once. More helps no disk, and holds descriptors. */
const concurrency = 16;

/** A set of data files as it enters keys. */
export interface SourceSet {
  readonly digest: Digest;
  /** Sorted by path. */
  readonly files: readonly SourceFile[];
}

/**
 * The digest of a set of data files (rule K5): over the sorted list of relative path (NFC), size and content digest.
 * Paths are taken relative to the files' common folder, so that moving the data keeps the key (K2).
 *
 * @throws OrchestratorError "missing-source"
 */
export async function digestSources(
  files: readonly string[],
  options: {
    readonly cache: StatCache;
    readonly signal: AbortSignal;
    /** Told after each file: reading much data for the first time takes as long as copying it. */
    readonly onProgress?: ((update: ProgressUpdate) => void) | undefined;
  },
): Promise<SourceSet | null> {
  if (files.length === 0) {
    return null;
  }
  const base = commonFolder(files);
  let done = 0;
  const entries = await pooledMap(files, concurrency, async (file) => {
    options.signal.throwIfAborted();
    const { digest, sizeBytes } = await digestSource(file, options);
    done += 1;
    options.onProgress?.({ done, total: files.length, unit: 'files', message: 'Looking for changes' });
    return [relative(base, file).split(sep).join('/').normalize('NFC'), sizeBytes, digest] as const;
  });
  options.cache.flush();
  const sorted = entries.sort(([left], [right]) => (left < right ? -1 : 1));
  return { digest: digestOf(canonicalJson(sorted)), files: sorted };
}

async function digestSource(
  file: string,
  { cache, signal }: { readonly cache: StatCache; readonly signal: AbortSignal },
): Promise<{ readonly digest: Digest; readonly sizeBytes: number }> {
  try {
    return await cache.digest(file, { signal });
  } catch (error) {
    if (isAbortError(error)) {
      throw error;
    }
    throw new OrchestratorError('missing-source', `Cannot read "${file}"`, {
      hint: 'Check that the file is there and that you may read it',
      location: { file },
      cause: error,
    });
  }
}

function commonFolder(files: readonly string[]): string {
  return files.map((file) => dirname(file)).reduce(commonPath);
}

function commonPath(left: string, right: string): string {
  const [leftParts, rightParts] = [left.split(sep), right.split(sep)];
  const length = leftParts.findIndex((part, index) => part !== rightParts[index]);
  return length < 0 ? left : leftParts.slice(0, length).join(sep) || sep;
}
