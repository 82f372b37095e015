import { useState } from 'react';
import { toErrorView } from '../../state/engine-error.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { formatCounted } from '../../ui/format.ts';
import { Slider } from '../../ui/slider.tsx';
import { MaskControls } from '../picture/mask-controls.tsx';
import { useMaskKeys } from '../picture/use-mask-keys.ts';
import viewer from '../viewer.module.css';
import styles from './examples-browser.module.css';
import { ExamplesTable } from './examples-table.tsx';
import { ExamplesToolbar } from './examples-toolbar.tsx';
import { FilterBar } from './filter-bar.tsx';
import { RecordDetail } from './record-detail.tsx';
import { SpriteGrid } from './sprite-grid.tsx';
import { type BrowsedSplit, type Browsing, useBrowsing } from './use-browsing.ts';

export interface ExamplesBrowserProps extends BrowsedSplit {
  readonly onSplitChange: (split: string) => void;
}

/** A table of no more rows takes the height that it needs. */
const fewRows = 8;

/** One split: toolbar, filter, the grid or table, and the chosen record beside it. */
export function ExamplesBrowser({ onSplitChange, ...browsed }: ExamplesBrowserProps) {
  const { view, split, records } = browsed;
  const browsing = useBrowsing(browsed);
  const [cellSize, setCellSize] = useState(72);
  const keys = useMaskKeys(view.classes);
  const { rows, mode, sort, detail, grouping } = browsing;
  const count = records?.length ?? split.records;
  const fitsAsIs = mode === 'table' && count <= fewRows && detail === undefined;
  const error = grouping.error ?? (rows.error === null ? undefined : toErrorView(rows.error));
  const isGrouping = grouping.groupBy !== null && grouping.groups === undefined;
  const isWaiting = (rows.total === null || isGrouping) && error === undefined;
  return (
    <section
      className={classNames(viewer.viewer, !fitsAsIs && viewer.fixed)}
      aria-label={`Examples of ${split.name}`}
      {...keys}
    >
      <ExamplesToolbar
        view={view}
        split={split.name}
        total={rows.total}
        mode={mode}
        sort={sort}
        grouping={browsing.grouping}
        isRestricted={records !== null}
        onSplitChange={onSplitChange}
        onModeChange={browsing.setMode}
        onGroupByChange={browsing.setGroupBy}
        onSortChange={browsing.setSort}
      />
      <LookBar browsed={browsed} browsing={browsing} cellSize={cellSize} onCellSizeChange={setCellSize} />
      {error !== undefined && (
        <ErrorPanel
          error={error}
          actions={
            <Button size="small" onClick={browsing.tryAgain}>
              Try again
            </Button>
          }
        />
      )}
      <div className={styles.content} data-detail={detail !== undefined || undefined}>
        <div className={styles.main}>
          <Records browsed={browsed} browsing={browsing} cellSize={cellSize} />
          {isWaiting && (
            <p className={styles.none}>{isGrouping ? 'Grouping records…' : 'Searching records…'}</p>
          )}
          {rows.total === 0 && <p className={styles.none}>No record matches the filter.</p>}
        </div>
        {detail !== undefined && (
          <RecordDetail
            view={view}
            split={split.name}
            record={detail}
            onClose={browsing.closeDetail}
            onMove={browsing.move}
          />
        )}
      </div>
    </section>
  );
}

interface PartProps {
  readonly browsed: BrowsedSplit;
  readonly browsing: Browsing;
  readonly cellSize: number;
}

/** The filter, and how pictures and masks look. */
function LookBar({
  browsed: { view },
  browsing,
  cellSize,
  onCellSizeChange,
}: PartProps & { readonly onCellSizeChange: (size: number) => void }) {
  const isGrid = browsing.mode === 'grid' && view.imageFeature !== null;
  return (
    <div className={viewer.toolbar}>
      <FilterBar
        features={view.features}
        filter={browsing.filter}
        onChange={browsing.setFilter}
        onRecord={browsing.open}
      />
      {isGrid && (
        <div className={styles.size}>
          <Slider
            label="Size"
            value={cellSize}
            minimum={24}
            maximum={256}
            step={8}
            format={(size) => `${size}\u00a0px`}
            onChange={onCellSizeChange}
          />
        </div>
      )}
      {isGrid && view.maskFeature !== null && <MaskControls classes={view.classes} />}
    </div>
  );
}

/** The records as a grid of pictures or as a table. */
function Records({ browsed: { view, split }, browsing, cellSize }: PartProps) {
  const { artifactId, imageFeature, maskFeature, classes } = view;
  const { mode, rows, total, active, sort, isCompact, grouping } = browsing;
  if (mode === 'table' || imageFeature === null) {
    return (
      <ExamplesTable
        view={view}
        split={split.name}
        rows={rows}
        active={active}
        onOpen={browsing.open}
        sort={sort}
        onSortChange={browsing.setSort}
      />
    );
  }
  return (
    <SpriteGrid
      label={`${formatCounted(total, 'picture')} of ${split.name}`}
      // Without their groups, cells would be shown where they do not stay.
      count={grouping.groupBy !== null && grouping.groups === undefined ? 0 : total}
      cellSize={cellSize}
      source={{ artifactId, split: split.name, imageFeature, maskFeature, isCompact }}
      classes={classes}
      grouping={grouping}
      active={active}
      recordAt={rows.recordAt}
      onRange={browsing.ensure}
      onActivate={browsing.activate}
      onOpen={browsing.open}
    />
  );
}
