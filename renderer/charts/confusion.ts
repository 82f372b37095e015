export type Normalisation = 'counts' | 'actual' | 'predicted';

/** A cell of a confusion matrix: its count and the value shown, a share from 0 to 1 unless counts are shown. */
export interface ConfusionCell {
  readonly actual: number;
  readonly predicted: number;
  readonly count: number;
  readonly share: number;
  /** 0 to 1, how strongly the cell is tinted. */
  readonly weight: number;
}

/** Cells by row (actual class) with shares of everything, of their row or of their column. */
export function confusionCells(
  counts: readonly (readonly number[])[],
  normalisation: Normalisation,
): ConfusionCell[][] {
  const rowTotals = counts.map(sum);
  const columnTotals = counts.map((_, column) => sum(counts.map((row) => row[column] ?? 0)));
  const total = sum(rowTotals);
  const divisor = (actual: number, predicted: number): number => {
    switch (normalisation) {
      case 'actual':
        return rowTotals[actual] ?? 0;
      case 'predicted':
        return columnTotals[predicted] ?? 0;
      case 'counts':
        return total;
    }
  };
  const cells = counts.map((row, actual) =>
    row.map((count, predicted) => ({
      actual,
      predicted,
      count,
      share: ratio(count, divisor(actual, predicted)),
    })),
  );
  const largest = Math.max(0, ...cells.flat().map(({ share }) => share));
  return cells.map((row) => row.map((cell) => ({ ...cell, weight: ratio(cell.share, largest) })));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
