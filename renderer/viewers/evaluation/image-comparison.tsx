import { ImageOff } from 'lucide-react';
import type { EvaluationView } from '../../../engine/contract/evaluation.ts';
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
import styles from './image-comparison.module.css';
import {
  type ComparedImages,
  type ConfusionCell,
  pressComparisonKey,
  useComparedImages,
} from './use-image-comparison.ts';

export interface ImageComparisonProps {
  readonly view: EvaluationView;
  readonly examplesArtifactId: number;
  /** The cell whose images are shown; null shows all. */
  readonly confusion: ConfusionCell | null;
}

/** Images with label, candidate and blessed prediction under one zoom; arrow keys go through the list. */
export function ImageComparison({ view, examplesArtifactId, confusion }: ImageComparisonProps) {
  const images = useComparedImages(view.artifactId, confusion);
  const { rows } = images;
  if (rows.error !== null) {
    return <ErrorPanel error={toErrorView(rows.error)} />;
  }
  if (rows.total === null) {
    return <Waiting>Finding images</Waiting>;
  }
  if (rows.total === 0) {
    return (
      <EmptyState icon={ImageOff} title="No such images">
        No image has pixels of this cell.
      </EmptyState>
    );
  }
  return <ComparedList view={view} examplesArtifactId={examplesArtifactId} images={images} />;
}

const noClasses: readonly never[] = [];

interface ComparedListProps {
  readonly view: EvaluationView;
  readonly examplesArtifactId: number;
  readonly images: ComparedImages;
}

function ComparedList({ view, examplesArtifactId, images }: ComparedListProps) {
  const { rows, metrics, sort, setSort, place, setPlace, isLocked, setLocked } = images;
  const examples = useQuery('examples.open', { artifactId: examplesArtifactId });
  const classes = view.confusion?.classes ?? noClasses;
  const keys = useMaskKeys(classes);
  const example = rows.get(place);
  return (
    <section
      className={viewer.viewer}
      aria-label="Images"
      data-keys="own"
      onKeyDown={(event) => pressComparisonKey(event, images) || keys.onKeyDown(event)}
      onKeyUp={keys.onKeyUp}
      onBlur={keys.onBlur}
    >
      <ComparisonToolbar
        metrics={metrics}
        hasBaseline={view.baselineModel !== null}
        classes={classes}
        sort={sort}
        total={rows.total ?? 0}
        onSortChange={setSort}
      />
      <div className={styles.columns}>
        <RowList
          examplesArtifactId={examplesArtifactId}
          split={view.split}
          imageFeature={examples.data?.imageFeature ?? null}
          rows={rows}
          classes={classes}
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
            locked={isLocked}
            onLockedChange={setLocked}
          />
        )}
      </div>
    </section>
  );
}
