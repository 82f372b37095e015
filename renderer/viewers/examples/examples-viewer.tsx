import { Database } from 'lucide-react';
import { useState } from 'react';
import type { ExamplesView } from '../../../engine/contract/examples.ts';
import { useQuery } from '../../state/use-query.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { fallbackClasses } from '../picture/fallback-classes.ts';
import { QueryView } from '../query-view.tsx';
import viewer from '../viewer.module.css';
import { ExamplesBrowser } from './examples-browser.tsx';
import { SplitChoice } from './split-choice.tsx';

export interface ExamplesViewerProps {
  readonly artifactId: number;
  /** Where given, only these records of this split are shown. */
  readonly only?: { readonly split: string; readonly records: readonly number[] };
}

/** Records as pictures or as a table, with filter, sort and a close look at each. */
export function ExamplesViewer({ artifactId, only }: ExamplesViewerProps) {
  const query = useQuery('examples.open', { artifactId });
  return (
    <QueryView query={query} waitingFor="Reading examples">
      {(view) => <ExamplesOfSplit view={withClasses(view)} {...(only && { only })} />}
    </QueryView>
  );
}

function ExamplesOfSplit({
  view,
  only,
}: {
  readonly view: ExamplesView;
  readonly only?: { readonly split: string; readonly records: readonly number[] };
}) {
  const [chosen, setChosen] = useState(only?.split ?? view.splits[0]?.name ?? '');
  const split = view.splits.find(({ name }) => name === (only?.split ?? chosen));
  if (split === undefined || view.splits.every(({ records }) => records === 0)) {
    return (
      <EmptyState icon={Database} title="No records">
        The data that this cell read held none.
      </EmptyState>
    );
  }
  if (split.records === 0) {
    return (
      <section className={viewer.viewer} aria-label={`Examples of ${split.name}`}>
        <div className={viewer.toolbar}>
          <SplitChoice splits={view.splits} value={split.name} onChange={setChosen} />
        </div>
        <EmptyState icon={Database} title="No records">
          The split “{split.name}” is empty.
        </EmptyState>
      </section>
    );
  }
  return (
    <ExamplesBrowser
      // Selection, filter and order belong to one split.
      key={split.name}
      view={view}
      split={split}
      records={only?.records ?? null}
      onSplitChange={setChosen}
    />
  );
}

/** Data from elsewhere says nothing of its classes; its masks are shown all the same, with classes by number. */
function withClasses(view: ExamplesView): ExamplesView {
  return view.maskFeature === null || view.classes.length > 0
    ? view
    : { ...view, classes: [...fallbackClasses] };
}
