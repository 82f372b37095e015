import type { RunRow } from '../../../engine/contract/execution.ts';
import type { SortValue } from '../table/sort-rows.ts';
import type { RunColumn } from './run-columns.ts';

/** The value by which a column of the runs table is sorted. */
export function runSortValue(run: RunRow, id: string, columns: readonly RunColumn[]): SortValue {
  switch (id) {
    case 'star':
      return run.starred;
    case 'name':
      return run.name;
    case 'started':
      return run.startedMs;
    case 'seconds':
      return run.seconds;
    case 'state':
      return run.state;
    case 'blessed':
      return run.blessed;
    default:
      return columns.find((column) => column.id === id)?.value(run);
  }
}
