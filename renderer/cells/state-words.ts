import {
  Circle,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CirclePause,
  CircleSlash,
  CircleX,
  Clock,
  type LucideIcon,
} from 'lucide-react';
import type { ComponentCellView } from '../../engine/contract/notebook.ts';
import { type CellState, cellState, progressFraction } from '../state/cell-state.ts';
import { formatClock, formatPercent } from '../ui/format.ts';

export const stateIcons: Readonly<Record<CellState, LucideIcon>> = {
  empty: CircleDashed,
  queued: Clock,
  running: Circle,
  cancelling: Circle,
  fresh: CircleCheck,
  stale: CircleAlert,
  failed: CircleX,
  cancelled: CircleSlash,
  blocked: CirclePause,
};

export const stateNames: Readonly<Record<CellState, string>> = {
  empty: 'Not run',
  queued: 'Queued',
  running: 'Running',
  cancelling: 'Cancelling',
  fresh: 'Fresh',
  stale: 'Stale',
  failed: 'Failed',
  cancelled: 'Cancelled',
  blocked: 'Blocked',
};

/** A cell's state as people read it: "Fresh", or "Running 43 % – 2:10 left". */
export function stateWords(cell: Pick<ComponentCellView, 'phase' | 'freshness' | 'progress'>): string {
  const state = cellState(cell);
  if (state !== 'running') {
    return stateNames[state];
  }
  const fraction = progressFraction(cell);
  const left = cell.progress?.secondsLeft;
  return [
    stateNames.running,
    fraction !== null && ` ${formatPercent(fraction, 0)}`,
    left !== null && left !== undefined && ` – ${formatClock(left)} left`,
  ]
    .filter(Boolean)
    .join('');
}
