import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { listFiles } from '../../base/list-files.ts';
import type { JobRunner } from '../../destinations/vertex/testing/job-table.ts';
import type { StorageDouble } from '../../destinations/vertex/testing/storage-double.ts';

const run = promisify(execFile);
const main = path.resolve(import.meta.dirname, '../main.ts');

interface CustomJob {
  readonly jobSpec: {
    readonly workerPoolSpecs: readonly { readonly containerSpec: { readonly args: readonly string[] } }[];
  };
}

/**
 * Runs a custom job's container as Vertex would, on this machine: Cloud Storage is mounted as a folder, and what the
 * container writes there is in the bucket afterwards.
 */
export function customJobRunner(storage: StorageDouble, mount: string, notebookFolder: string): JobRunner {
  return async (job) => {
    const args = (job as unknown as CustomJob).jobSpec.workerPoolSpecs[0]?.containerSpec.args ?? [];
    for (const [name, { content }] of storage.objects) {
      const file = path.join(mount, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, content);
    }
    const mounted = args.map((arg) =>
      arg === '/pipeline' ? notebookFolder : arg.replaceAll('gs://', `${mount}/`),
    );
    const failure = await run(process.execPath, [main, 'executor', ...mounted], {
      maxBuffer: 16 * 1024 * 1024,
    }).then(
      () => undefined,
      (error: Error & { stderr: string }) => error.stderr,
    );
    for (const { path: name, absolutePath } of await listFiles(mount))
      storage.objects.set(name, {
        content: await readFile(absolutePath),
        contentType: 'application/octet-stream',
      });
    return failure === undefined
      ? { state: 'JOB_STATE_SUCCEEDED' }
      : { state: 'JOB_STATE_FAILED', error: failure };
  };
}
