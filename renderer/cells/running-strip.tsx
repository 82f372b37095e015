import { ArrowDown, ArrowUp, Square } from 'lucide-react';
import { type RefObject, useEffect, useState } from 'react';
import type { ComponentCellView } from '../../engine/contract/notebook.ts';
import { CommandButton } from '../commands/command-button.tsx';
import { cancelRun } from '../commands/run-commands.ts';
import { useAppStore } from '../state/app-store.ts';
import { progressFraction } from '../state/cell-state.ts';
import { revealCell } from '../state/view-store.ts';
import { Button } from '../ui/button.tsx';
import { Progress } from '../ui/progress.tsx';
import { cellName } from './cell-name.ts';
import { progressWords } from './progress-words.ts';
import styles from './running-strip.module.css';
import { StateBadge } from './state-badge.tsx';

export interface RunningStripProps {
  readonly scroller: RefObject<HTMLElement | null>;
}

/** Stays at the top of the notebook while the running cell is out of sight. */
export function RunningStrip({ scroller }: RunningStripProps) {
  const running = useAppStore(({ notebook }) =>
    notebook?.cells.find(
      (cell): cell is ComponentCellView => cell.kind === 'component' && cell.phase === 'running',
    ),
  );
  const side = useSideOutOfSight(running?.id, scroller);
  if (!running || side === null) {
    return null;
  }
  return (
    <div className={styles.anchor}>
      <div className={styles.strip}>
        <StateBadge cell={running} />
        <strong className={styles.title}>{cellName(running)}</strong>
        <span className={styles.words}>{progressWords(running.progress)}</span>
        <Button
          size="small"
          variant="ghost"
          icon={side === 'above' ? ArrowUp : ArrowDown}
          onClick={() => revealCell(running.id)}
        >
          Show
        </Button>
        <CommandButton command={cancelRun} size="small" icon={Square}>
          Stop
        </CommandButton>
        <div className={styles.progress}>
          <Progress thin label={`Progress of ${cellName(running)}`} value={progressFraction(running)} />
        </div>
      </div>
    </div>
  );
}

function useSideOutOfSight(
  cellId: string | undefined,
  scroller: RefObject<HTMLElement | null>,
): 'above' | 'below' | null {
  const [side, setSide] = useState<'above' | 'below' | null>(null);
  useEffect(() => {
    const cell = cellId === undefined ? null : document.getElementById(`cell-${cellId}`);
    setSide(null);
    if (!cell) {
      return;
    }
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry) {
          const isAbove = entry.boundingClientRect.top < (entry.rootBounds?.top ?? 0);
          setSide(entry.isIntersecting ? null : isAbove ? 'above' : 'below');
        }
      },
      { root: scroller.current },
    );
    observer.observe(cell);
    return () => observer.disconnect();
  }, [cellId, scroller]);
  return side;
}
