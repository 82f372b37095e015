import { ImageOff } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import type { EvaluationView } from '../../../engine/contract/evaluation.ts';
import type { MethodParams } from '../../../engine/contract/index.ts';
import { toErrorView } from '../../state/engine-error.ts';
import { useQuery } from '../../state/use-query.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { useMaskKeys } from '../picture/use-mask-keys.ts';
import viewer from '../viewer.module.css';
import { Waiting } from '../waiting.tsx';
import { RowList } from './comparison-list.tsx';
import { ComparisonStage } from './comparison-stage.tsx';
import { ComparisonToolbar } from './comparison-toolbar.tsx';
import { defaultSort, type ExampleSort } from './example-sort.ts';
import styles from './image-comparison.module.css';
import { useEvaluatedExamples } from './use-evaluated-examples.ts';

export interface ImageComparisonProps {
  readonly view: EvaluationView;
  readonly examplesArtifactId: number;
  /** Class codes of a confusion-matrix cell whose images are shown; null shows all. */
  readonly confusion: NonNullable<MethodParams<'evaluation.examples'>['confusion']> | null;
}

/** Images with label, candidate and blessed prediction under one zoom; arrow keys go through the list. */
export function ImageComparison({ view, examplesArtifactId, confusion }: ImageComparisonProps) {
  const [sort, setSort] = useState<ExampleSort | null>(null);
  const [place, setPlace] = useState(0);
  const [locked, setLocked] = useState(true);
  const examples = useQuery('examples.open', { artifactId: examplesArtifactId });
  const rows = useEvaluatedExamples(view.artifactId, sort, confusion);
  const classes = view.confusion?.classes ?? [];
  const keys = useMaskKeys(classes);
  const example = rows.get(place);
  const firstExample = rows.get(0);
  const metrics = useMemo(() => Object.keys(firstExample?.candidate ?? {}), [firstExample]);
  // The order is not known before the metrics are: the first answer names them.
  useEffect(() => {
    if (sort === null && confusion === null && metrics.length > 0) {
      setSort(defaultSort(metrics));
    }
  }, [sort, confusion, metrics]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list starts at its beginning
  useEffect(() => setPlace(0), [sort, confusion?.actual, confusion?.predicted]);
  const total = rows.total ?? 0;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step !== undefined && !(event.target instanceof HTMLInputElement)) {
      event.preventDefault();
      setPlace(Math.max(0, Math.min(total - 1, place + step)));
      return;
    }
    const act = { s: () => setSort(defaultSort(metrics)), z: () => setLocked(!locked) }[
      event.key.toLowerCase()
    ];
    if (act !== undefined && !(event.ctrlKey || event.metaKey || event.altKey)) {
      event.preventDefault();
      act();
      return;
    }
    keys.onKeyDown(event);
  };
  if (rows.error !== null) {
    return <ErrorPanel error={toErrorView(rows.error)} />;
  }
  if (rows.total === null) {
    return <Waiting>Finding images</Waiting>;
  }
  if (total === 0) {
    return (
      <EmptyState icon={ImageOff} title="No such images">
        No image has pixels of this cell.
      </EmptyState>
    );
  }
  return (
    <section
      className={viewer.viewer}
      aria-label="Images"
      data-keys="own"
      onKeyDown={onKeyDown}
      onKeyUp={keys.onKeyUp}
      onBlur={keys.onBlur}
    >
      <ComparisonToolbar
        metrics={metrics}
        hasBaseline={view.baselineModel !== null}
        classes={classes}
        sort={sort}
        total={total}
        onSortChange={setSort}
      />
      <div className={styles.columns}>
        <RowList
          examplesArtifactId={examplesArtifactId}
          split={view.split}
          imageFeature={examples.data?.imageFeature ?? null}
          rows={rows}
          sort={sort}
          active={place}
          onActivate={setPlace}
        />
        {example === undefined ? (
          <Waiting>Reading the image</Waiting>
        ) : (
          <ComparisonStage
            view={view}
            examples={examples.data}
            example={example}
            classes={classes}
            locked={locked}
            onLockedChange={setLocked}
          />
        )}
      </div>
    </section>
  );
}
