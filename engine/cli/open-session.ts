import { components } from '../components/registry.ts';
import { byteCheckTiming } from '../orchestrator/byte-checker.ts';
import { Session, type SessionOptions } from '../orchestrator/session.ts';
import { preferGpuRuntime } from '../runtime/prefer-gpu-runtime.ts';
import { readRuntimeIdentity } from './runtime-identity.ts';

/** What the command line and the server choose; the rest is the same wherever a notebook is opened. */
export type OpenOptions = Pick<SessionOptions, 'path' | 'trusted'> &
  Partial<Pick<SessionOptions, 'overrides' | 'secrets' | 'watch' | 'byteChecks' | 'access'>> & {
    readonly root?: string | undefined;
  };

/** Opens a notebook with Millrace's own components. @throws NotebookError, OrchestratorError, MetadataError */
export function openSession({ root, ...options }: OpenOptions): Promise<Session> {
  preferGpuRuntime();
  return Session.open({
    ...options,
    ...(root === undefined ? {} : { root }),
    components,
    executors: new URL('../components/executors.ts', import.meta.url).href,
    runtime: readRuntimeIdentity,
  });
}

/** Opens a notebook for windows: changes of its files, and bytes that changed on disk, are noticed. */
export function openWatchedSession(options: OpenOptions): Promise<Session> {
  return openSession({ ...options, watch: true, byteChecks: byteCheckTiming });
}
