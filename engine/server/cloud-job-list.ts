import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { writeFileAtomic } from '../base/write-file-atomic.ts';

const submittedSchema = z.object({
  name: z.string(),
  submittedMs: z.number(),
  project: z.string(),
  region: z.string(),
  image: z.string(),
  pipelineRoot: z.string(),
});
export type SubmittedJob = z.infer<typeof submittedSchema>;

/** Which runs were submitted to the cloud from a pipeline root, newest first; how they go on only the cloud knows. */
export class CloudJobList {
  readonly #file: string;

  constructor(pipelineRoot: string) {
    this.#file = path.join(pipelineRoot, '.millrace', 'cloud-jobs.json');
  }

  async read(): Promise<readonly SubmittedJob[]> {
    const text = await readFile(this.#file, 'utf8').catch(() => '[]');
    return z.array(submittedSchema).parse(JSON.parse(text));
  }

  async add(job: SubmittedJob): Promise<void> {
    await writeFileAtomic(this.#file, `${JSON.stringify([job, ...(await this.read())], null, 2)}\n`);
  }
}
