import type { CellOutcome } from './pipeline-run.ts';

/** What a run did, in words for a notification. */
export function runMessage(cells: readonly CellOutcome[]): string {
  const failed = cells.filter(({ state }) => state === 'failed').map(({ cell }) => cell);
  if (failed.length > 0) {
    return `${failed.join(', ')} failed`;
  }
  if (cells.some(({ state }) => state === 'cancelled')) {
    return 'Cancelled';
  }
  const ran = cells.filter(({ state }) => state === 'succeeded').length;
  if (ran === 0) {
    return 'Everything was up to date';
  }
  const told = ran === 1 ? '1 cell ran' : `${ran} cells ran`;
  return ran === cells.length ? told : `${told}, ${cells.length - ran} reused`;
}
