import { pooledMap } from '../../base/pooled-map.ts';
import type { executionMethods } from '../../contract/execution.ts';
import type { Handlers } from '../handler.ts';
import type { Workspace } from '../workspace.ts';

/** Logs of executions that are read at the same time. */
const readsAtOnce = 8;

/** The calls that look at what ran: executions, their events, lineage and runs. */
export function executionHandlers(workspace: Workspace): Handlers<typeof executionMethods, unknown> {
  const reader = () => workspace.session.reader;
  return {
    'execution.get': async ({ executionId }) => reader().execution(executionId),
    'execution.events': async ({ executionId, after, types }) => {
      const page = await reader().events(executionId, {
        ...(after === undefined ? {} : { after }),
        ...(types === undefined ? {} : { types }),
      });
      return { events: [...page.events], next: page.next };
    },
    'execution.history': async ({ cell, limit }) => reader().history(cell, limit),
    'lineage.graph': async (start) => reader().lineage(start),
    'runs.list': async ({ limit }) => reader().runs(limit),
    'runs.metrics': async ({ runIds, epoch }) => {
      const entries = await pooledMap([...new Set(runIds)], readsAtOnce, async (runId) => [
        runId,
        await reader().runMetrics(runId, epoch),
      ]);
      return Object.fromEntries(entries);
    },
    'runs.star': async ({ runId, starred }) => {
      workspace.session.starRun(runId, starred);
      return null;
    },
    'artifact.get': async ({ artifactId }) => reader().knownArtifact(artifactId),
    'artifact.files': ({ artifactId }) => reader().artifactFiles(artifactId),
  };
}
