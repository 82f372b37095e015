import { History } from 'lucide-react';
import { useQuery } from '../../state/use-query.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { QueryView } from '../query-view.tsx';
import { RunsTable } from './runs-table.tsx';
import { useRunsRefresh } from './use-runs-refresh.ts';

/** Every run of the notebook with the parameters and metrics worth comparing. */
export function RunsPanel() {
  const query = useQuery('runs.list', { limit: 1000 });
  useRunsRefresh(query.reload);
  return (
    <QueryView query={query} waitingFor="Reading runs">
      {(runs) =>
        runs.length === 0 ? (
          <EmptyState icon={History} title="No runs yet">
            Run a cell; each run appears here with its parameters and metrics.
          </EmptyState>
        ) : (
          <RunsTable runs={runs} onChanged={query.reload} />
        )
      }
    </QueryView>
  );
}
