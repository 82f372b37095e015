import { ArrowRight, Database, Shuffle } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ExamplesView } from '../../../engine/contract/examples.ts';
import type { MethodResult } from '../../../engine/contract/index.ts';
import { useQuery } from '../../state/use-query.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { QueryView } from '../query-view.tsx';
import viewer from '../viewer.module.css';
import { pickRecords } from './pick-records.ts';
import styles from './transform-viewer.module.css';

export interface TransformViewerProps {
  /** The transform graph whose preprocessing is shown. */
  readonly artifactId: number;
  /** The examples it was applied to. */
  readonly examplesArtifactId: number;
}

type PreviewRow = MethodResult<'transform.preview'>['rows'][number];

/** Records before and after preprocessing, side by side. */
export function TransformViewer({ artifactId, examplesArtifactId }: TransformViewerProps) {
  const examples = useQuery('examples.open', { artifactId: examplesArtifactId });
  return (
    <QueryView query={examples} waitingFor="Reading examples">
      {(view) => <TransformPreview artifactId={artifactId} splits={view.splits} />}
    </QueryView>
  );
}

interface TransformPreviewProps {
  readonly artifactId: number;
  readonly splits: ExamplesView['splits'];
}

function TransformPreview({ artifactId, splits }: TransformPreviewProps) {
  const [chosen, setChosen] = useState(splits[0]?.name ?? '');
  const [seed, setSeed] = useState(0);
  const records = splits.find(({ name }) => name === chosen)?.records ?? 0;
  const picked = useMemo(() => pickRecords(records, 6, seed), [records, seed]);
  const query = useQuery(
    'transform.preview',
    picked.length === 0 ? null : { artifactId, split: chosen, records: picked },
  );
  return (
    <section className={viewer.viewer} aria-label="Before and after preprocessing">
      <div className={viewer.toolbar}>
        <SegmentedControl
          label="Split"
          value={chosen}
          segments={splits.map(({ name }) => ({ value: name, label: name }))}
          onChange={setChosen}
        />
        <span className={viewer.spacer} />
        <Button size="small" icon={Shuffle} disabled={picked.length === 0} onClick={() => setSeed(seed + 1)}>
          Other records
        </Button>
      </div>
      {picked.length === 0 ? (
        <EmptyState icon={Database} title="No records">
          There is nothing in “{chosen}” that could be preprocessed.
        </EmptyState>
      ) : (
        <QueryView query={query} waitingFor="Running the preprocessing on samples">
          {({ rows }) => (
            <div className={styles.rows}>
              {rows.map((row) => (
                <PreviewCard key={row.record} row={row} />
              ))}
            </div>
          )}
        </QueryView>
      )}
    </section>
  );
}

function PreviewCard({ row: { record, before, after } }: { readonly row: PreviewRow }) {
  return (
    <article className={styles.card} aria-label={`Record ${record}`}>
      <header className={viewer.quiet}>Record {record}</header>
      <div className={styles.sides}>
        <Side title="Before" features={before} />
        <ArrowRight size={16} className={styles.arrow} aria-hidden="true" />
        <Side title="After" features={after} />
      </div>
    </article>
  );
}

function Side({ title, features }: { readonly title: string; readonly features: PreviewRow['before'] }) {
  return (
    <div className={styles.side}>
      <h4 className={viewer.heading}>{title}</h4>
      {picturesFirst(features).map(([name, { summary, image }]) => (
        <div key={name} className={styles.feature}>
          {image !== null && (
            <img className={styles.image} src={image} alt={`${name} ${title.toLowerCase()}`} />
          )}
          <div className={styles.name}>{name}</div>
          <div className={styles.summary}>{summary}</div>
        </div>
      ))}
    </div>
  );
}

/** Pictures come first, so that a feature's two sides stand at the same height. */
function picturesFirst(features: PreviewRow['before']) {
  return Object.entries(features).sort(([, a], [, b]) => Number(a.image === null) - Number(b.image === null));
}
