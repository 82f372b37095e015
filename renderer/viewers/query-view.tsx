import type { ReactNode } from 'react';
import type { Query } from '../state/use-query.ts';
import { Button } from '../ui/button.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { FilesGone } from './files-gone.tsx';
import { Waiting } from './waiting.tsx';

export interface QueryViewProps<Result> {
  readonly query: Query<Result>;
  /** What is awaited, as in "Reading statistics". */
  readonly waitingFor: string;
  readonly children: (data: Result) => ReactNode;
}

/** Shows the answer of a call, a wait before it, or what went wrong with a way to try again. */
export function QueryView<Result>({ query, waitingFor, children }: QueryViewProps<Result>) {
  if (query.data !== undefined) {
    return children(query.data);
  }
  const { error } = query;
  if (error?.code === 'files-gone' && error.location?.cell !== undefined) {
    return <FilesGone cell={error.location.cell} place={error.details} onLookAgain={query.reload} />;
  }
  if (error !== undefined) {
    return (
      <ErrorPanel
        error={error}
        actions={
          <Button size="small" onClick={query.reload}>
            Try again
          </Button>
        }
      />
    );
  }
  return <Waiting>{waitingFor}</Waiting>;
}
