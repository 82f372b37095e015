import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { downloadFile } from './download.ts';
import { type GpuManifest, gpuManifestSchema } from './gpu-manifest.ts';
import type { Suitability } from './gpu-suitability.ts';
import { RuntimeError } from './runtime-error.ts';
import { isRuntimeEntry } from './tensorflow-folder.ts';
import { unpackWheels } from './unpack-wheels.ts';

export interface GpuRuntimeOptions {
  /** The list of files that came with the app. */
  readonly manifestFile: string;
  /** Where the runtime is unpacked to. */
  readonly folder: string;
  readonly judge: () => Promise<Suitability>;
}

/** What the window shows of the GPU runtime. */
export type GpuRuntimeState =
  | { readonly state: 'unsuitable'; readonly reason: string }
  | { readonly state: 'absent'; readonly card: string }
  | { readonly state: 'fetching'; readonly file: string; readonly fraction: number }
  | { readonly state: 'failed'; readonly reason: string }
  | { readonly state: 'installed' };

/** TensorFlow's GPU build as something a user asks for, watches coming and can remove again. */
export class GpuRuntime {
  readonly #options: GpuRuntimeOptions;
  #fetching: { readonly abort: AbortController; file: string; fraction: number } | null = null;
  #failure: string | null = null;

  constructor(options: GpuRuntimeOptions) {
    this.#options = options;
  }

  async state(): Promise<GpuRuntimeState> {
    if (this.#fetching) {
      return { state: 'fetching', file: this.#fetching.file, fraction: this.#fetching.fraction };
    }
    if (existsSync(this.#options.folder)) return { state: 'installed' };
    if (this.#failure !== null) return { state: 'failed', reason: this.#failure };
    const judgement = await this.#options.judge();
    if (!judgement.suitable) return { state: 'unsuitable', reason: judgement.reason };
    return { state: 'absent', card: judgement.card };
  }

  /**
   * Fetches and unpacks the runtime; what was fetched before an interruption is not fetched again.
   *
   * @throws RuntimeError
   */
  async install(): Promise<void> {
    if (this.#fetching || existsSync(this.#options.folder)) return;
    const abort = new AbortController();
    this.#fetching = { abort, file: '', fraction: 0 };
    this.#failure = null;
    try {
      await this.#fetch(abort.signal);
    } catch (error) {
      if (!abort.signal.aborted) this.#failure = error instanceof Error ? error.message : String(error);
      throw error;
    } finally {
      this.#fetching = null;
    }
  }

  /** Stops fetching; what has arrived is kept for the next time. */
  cancel(): void {
    this.#fetching?.abort.abort(new DOMException('The download was cancelled', 'AbortError'));
  }

  /** Removes the runtime; workers that are running keep what they have loaded. */
  async remove(): Promise<void> {
    await rm(this.#options.folder, { recursive: true, force: true });
  }

  async #fetch(signal: AbortSignal): Promise<void> {
    const judgement = await this.#options.judge();
    if (!judgement.suitable) {
      throw new RuntimeError('gpu-unsuitable', `Cannot use the GPU: ${judgement.reason}`);
    }
    const { wheels } = await this.#readManifest();
    const folder = path.join(path.dirname(this.#options.folder), 'wheels');
    const files: string[] = [];
    for (const [index, wheel] of wheels.entries()) {
      files.push(await this.#fetchWheel(wheel, { folder, signal, position: [index, wheels.length] }));
    }
    await mkdir(path.dirname(this.#options.folder), { recursive: true });
    await unpackWheels({ wheels: files, folder: this.#options.folder, wanted: isRuntimeEntry });
    await rm(folder, { recursive: true });
  }

  async #fetchWheel(
    { file, sha256, url }: GpuManifest['wheels'][number],
    { folder, signal, position: [index, count] }: FetchPlace,
  ): Promise<string> {
    const target = path.join(folder, file);
    if (existsSync(target)) return target;
    const onProgress = (progress: { readonly receivedBytes: number; readonly totalBytes: number | null }) => {
      if (!this.#fetching) return;
      this.#fetching.file = file;
      this.#fetching.fraction = (index + progress.receivedBytes / (progress.totalBytes ?? Infinity)) / count;
    };
    await downloadFile({ url, sha256, target, signal, onProgress });
    return target;
  }

  async #readManifest(): Promise<GpuManifest> {
    const text = await readFile(this.#options.manifestFile, 'utf8').catch(() => null);
    if (text === null) {
      throw new RuntimeError('location-unknown', 'This build does not know where the GPU runtime lies', {
        hint: 'Run "npm run setup" in a checkout, or install a released package',
      });
    }
    return gpuManifestSchema.parse(JSON.parse(text));
  }
}

interface FetchPlace {
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly position: readonly [index: number, count: number];
}
