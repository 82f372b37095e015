import { useMemo } from 'react';
import { formatCount } from '../ui/format.ts';
import { type ConfusionCell, confusionCells, type Normalisation } from './confusion.ts';
import styles from './confusion-matrix.module.css';
import { formatShare } from './format.ts';

export interface ConfusionMatrixProps {
  readonly label: string;
  readonly classes: readonly { readonly name: string; readonly color: string }[];
  readonly counts: readonly (readonly number[])[];
  readonly normalisation: Normalisation;
  /** The chosen cell; pressing a cell chooses it, pressing it again chooses none. */
  readonly selected: { readonly actual: number; readonly predicted: number } | null;
  readonly onSelect: (cell: { readonly actual: number; readonly predicted: number } | null) => void;
}

/** Counts by actual class (rows) and predicted class (columns). Each cell is a button. */
export function ConfusionMatrix(props: ConfusionMatrixProps) {
  const { label, classes, counts, normalisation, selected, onSelect } = props;
  const rows = useMemo(() => confusionCells(counts, normalisation), [counts, normalisation]);
  return (
    <table className={styles.matrix} aria-label={label}>
      <thead>
        <tr>
          <td className={styles.corner}>actual ↓ predicted →</td>
          {classes.map(({ name, color }) => (
            <th key={name} scope="col" className={styles.column} title={name}>
              <span className={styles.swatch} style={{ backgroundColor: color }} />
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, actual) => (
          <tr key={classes[actual]?.name}>
            <th scope="row" className={styles.row} title={classes[actual]?.name}>
              <span className={styles.swatch} style={{ backgroundColor: classes[actual]?.color }} />
              {classes[actual]?.name}
            </th>
            {row.map((cell) => (
              <td key={cell.predicted} className={styles.cell}>
                <MatrixCell
                  cell={cell}
                  names={[classes[actual]?.name ?? '', classes[cell.predicted]?.name ?? '']}
                  isSelected={selected?.actual === actual && selected.predicted === cell.predicted}
                  onSelect={onSelect}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface MatrixCellProps {
  readonly cell: ConfusionCell;
  readonly names: readonly [string, string];
  readonly isSelected: boolean;
  readonly onSelect: ConfusionMatrixProps['onSelect'];
}

function MatrixCell({ cell, names: [actual, predicted], isSelected, onSelect }: MatrixCellProps) {
  const { share, weight, count } = cell;
  return (
    <button
      type="button"
      className={styles.button}
      aria-pressed={isSelected}
      aria-label={`${actual} predicted as ${predicted}: ${formatCount(count)}, ${formatShare(share)}`}
      onClick={() => onSelect(isSelected ? null : { actual: cell.actual, predicted: cell.predicted })}
    >
      <span
        className={styles.tint}
        data-kind={cell.actual === cell.predicted ? 'right' : 'wrong'}
        style={{ opacity: weight * 0.4 }}
      />
      <span className={styles.share}>{formatShare(share)}</span>
      <span className={styles.count}>{formatCount(count)}</span>
    </button>
  );
}
