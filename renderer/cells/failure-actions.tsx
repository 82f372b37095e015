import { RotateCcw, ScrollText, SlidersHorizontal } from 'lucide-react';
import type { ComponentCellView } from '../../engine/contract/notebook.ts';
import { attempt } from '../commands/execute.ts';
import { startRun } from '../commands/start-run.ts';
import { changeView } from '../state/view-store.ts';
import { Button } from '../ui/button.tsx';

export interface FailureActionsProps {
  readonly cell: ComponentCellView;
}

/** What one does about a failure: try again, read the log, or change the parameter that is to blame. */
export function FailureActions({ cell }: FailureActionsProps) {
  const parameter = cell.freshness.state === 'failed' ? cell.freshness.error.location?.parameter : undefined;
  const inspect = (inspectorTab: 'logs' | 'parameters') =>
    changeView({ selectedCell: cell.id, inspectorOpen: true, inspectorTab });
  return (
    <>
      <Button
        size="small"
        icon={RotateCcw}
        onClick={() => void attempt(() => startRun({ cells: [cell.id] }))}
      >
        Try again
      </Button>
      {parameter !== undefined && (
        <Button size="small" icon={SlidersHorizontal} onClick={() => inspect('parameters')}>
          Show the parameter
        </Button>
      )}
      <Button size="small" variant="ghost" icon={ScrollText} onClick={() => inspect('logs')}>
        Read the log
      </Button>
    </>
  );
}
