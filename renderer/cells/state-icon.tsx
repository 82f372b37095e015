import type { CellState } from '../state/cell-state.ts';
import { classNames } from '../ui/class-names.ts';
import { Spinner } from '../ui/spinner.tsx';
import styles from './state-icon.module.css';
import { stateIcons } from './state-words.ts';

export interface StateIconProps {
  readonly state: CellState;
  readonly size?: number;
}

/** The picture of a state in its colour. The word must stand beside it or in the name of what holds it. */
export function StateIcon({ state, size = 15 }: StateIconProps) {
  const Icon = stateIcons[state];
  return (
    <span className={classNames(styles.icon, styles[state])}>
      {state === 'running' || state === 'cancelling' ? (
        <Spinner size={size} />
      ) : (
        <Icon size={size} aria-hidden="true" />
      )}
    </span>
  );
}
