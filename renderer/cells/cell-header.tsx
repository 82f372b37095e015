import { ChevronDown, ChevronRight, Play, Square } from 'lucide-react';
import type { ComponentCellView } from '../../engine/contract/notebook.ts';
import { attempt } from '../commands/execute.ts';
import { startRun } from '../commands/start-run.ts';
import { call } from '../state/engine.ts';
import { changeView, useView } from '../state/view-store.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import styles from './cell-header.module.css';
import { CellMenu } from './cell-menu.tsx';
import { cellName } from './cell-name.ts';
import { CloudBadge } from './cloud-badge.tsx';
import { ResultSummary } from './result-summary.tsx';
import { StateBadge } from './state-badge.tsx';

export interface CellHeaderProps {
  readonly cell: ComponentCellView;
  readonly isFolded: boolean;
}

/** The heading of a component cell: fold, name, state, how long it took, run. */
export function CellHeader({ cell, isFolded }: CellHeaderProps) {
  return (
    <header className={styles.root}>
      <IconButton
        size="small"
        icon={isFolded ? ChevronRight : ChevronDown}
        label={isFolded ? `Unfold ${cellName(cell)}` : `Fold ${cellName(cell)}`}
        aria-expanded={!isFolded}
        onClick={() => changeView({ folded: { ...useView.getState().folded, [cell.id]: !isFolded } })}
      />
      <h3 className={styles.title}>{cellName(cell)}</h3>
      {cell.id !== cell.component && <span className={styles.component}>{cell.title}</span>}
      <StateBadge cell={cell} />
      <CloudBadge cell={cell.id} />
      <span className={styles.summary}>
        <ResultSummary cell={cell} />
      </span>
      <div className={styles.actions}>
        <RunButton cell={cell} />
        <CellMenu cell={cell} />
      </div>
    </header>
  );
}

function RunButton({ cell }: { readonly cell: ComponentCellView }) {
  if (cell.phase !== 'idle') {
    return (
      <Button
        size="small"
        icon={Square}
        disabled={cell.phase === 'cancelling'}
        aria-label={`Cancel ${cellName(cell)}`}
        onClick={() => void attempt(() => call('run.cancel', { cells: [cell.id] }))}
      >
        Cancel
      </Button>
    );
  }
  return (
    <Button
      size="small"
      icon={Play}
      variant={cell.freshness.state === 'fresh' ? 'ghost' : 'secondary'}
      aria-label={`Run ${cellName(cell)}`}
      onClick={() => void attempt(() => startRun({ cells: [cell.id] }))}
    >
      Run
    </Button>
  );
}
