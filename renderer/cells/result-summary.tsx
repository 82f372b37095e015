import type { ComponentCellView, ExecutionView } from '../../engine/contract/notebook.ts';
import { formatDuration } from '../ui/format.ts';
import { useNow } from '../ui/now.ts';
import { RelativeTime } from '../ui/relative-time.tsx';

export interface ResultSummaryProps {
  readonly cell: ComponentCellView;
}

/** How long the newest attempt has taken, or took and when; or whose result was used again. */
export function ResultSummary({ cell }: ResultSummaryProps) {
  const execution = cell.lastExecution;
  if (!execution) {
    return null;
  }
  if (cell.phase !== 'idle') {
    return execution.endedMs === null ? <Elapsed sinceMs={execution.startedMs} /> : null;
  }
  return <Ended execution={execution} />;
}

function Elapsed({ sinceMs }: { readonly sinceMs: number }) {
  const nowMs = useNow();
  return <span className="tabular">{formatDuration(Math.max(0, nowMs - sinceMs))}</span>;
}

function Ended({ execution }: { readonly execution: ExecutionView }) {
  const { endedMs, startedMs, reusedFrom } = execution;
  if (endedMs === null) {
    return null;
  }
  if (reusedFrom) {
    return <Reused runId={reusedFrom.runId} />;
  }
  return (
    <span className="tabular">
      {formatDuration(endedMs - startedMs)}
      {' · '}
      <RelativeTime atMs={endedMs} />
    </span>
  );
}

/** Runs are named by the moment they started, which says more in words than in their id. */
function Reused({ runId }: { readonly runId: string }) {
  const madeMs = Date.parse(runId);
  return (
    <span className="tabular" title={`Reused from run ${runId}`}>
      {'Reused · made '}
      {Number.isNaN(madeMs) ? `in run ${runId}` : <RelativeTime atMs={madeMs} />}
    </span>
  );
}
