import { setTimeout as delay } from 'node:timers/promises';
import { isPresent, locateUri } from '../metadata/locate-uri.ts';
import { verifyManifest } from './artifact-manifest.ts';
import type { PipelineContext } from './pipeline-context.ts';

export interface ByteCheckTiming {
  /** How long a check of an artifact counts. */
  readonly periodMs: number;
  /** How long the engine rests before it checks the next artifact. */
  readonly restMs: number;
}

export const byteCheckTiming: ByteCheckTiming = { periodMs: 7 * 24 * 60 * 60 * 1000, restMs: 30_000 };

/**
 * Compares the bytes of artifacts with their manifests in the background, one artifact after another, while nothing
 * runs (rule R2): disks decay without changing a file's size.
 */
export class ByteChecker {
  readonly #context: PipelineContext;
  readonly #timing: ByteCheckTiming;
  readonly #isBusy: () => boolean;
  readonly #changed: () => void;
  readonly #closing = new AbortController();
  readonly #work: Promise<void>;

  /** Starts at once. `changed` is called when an artifact was found damaged, or whole again. */
  constructor(
    context: PipelineContext,
    options: {
      readonly timing: ByteCheckTiming;
      readonly isBusy: () => boolean;
      readonly changed: () => void;
    },
  ) {
    this.#context = context;
    this.#timing = options.timing;
    this.#isBusy = options.isBusy;
    this.#changed = options.changed;
    this.#work = this.#checkAll().catch(() => undefined);
  }

  /** Stops, and resolves once no file is read any more. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#work;
  }

  async #checkAll(): Promise<void> {
    const startedMs = this.#context.nowMs();
    const { signal } = this.#closing;
    while (true) {
      // The rest must not keep a process alive that has nothing else to do.
      await delay(this.#timing.restMs, undefined, { signal, ref: false });
      const due = this.#context.store.byteChecks.nextDue(
        this.#context.nowMs() - this.#timing.periodMs,
        startedMs,
      );
      if (due !== undefined && !this.#isBusy()) {
        await this.#check(due, signal);
      }
    }
  }

  async #check(artifactId: number, signal: AbortSignal): Promise<void> {
    const { store, layout, nowMs } = this.#context;
    const { uri } = store.artifacts.get(artifactId);
    const manifest = store.artifacts.manifest(artifactId) ?? {};
    const intact =
      isPresent(layout.root, uri) &&
      (await verifyManifest(locateUri(layout.root, uri), manifest, { bytes: true, signal }));
    signal.throwIfAborted();
    const wasDamaged = store.byteChecks.isDamaged(artifactId);
    store.byteChecks.record(artifactId, { intact, atMs: nowMs() });
    if (wasDamaged === intact) {
      this.#changed();
    }
  }
}
