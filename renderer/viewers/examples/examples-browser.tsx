import { useCallback, useState } from 'react';
import type { ExamplesView } from '../../../engine/contract/examples.ts';
import { toErrorView } from '../../state/engine-error.ts';
import { classNames } from '../../ui/class-names.ts';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { Slider } from '../../ui/slider.tsx';
import { MaskControls } from '../picture/mask-controls.tsx';
import { useMaskKeys } from '../picture/use-mask-keys.ts';
import viewer from '../viewer.module.css';
import styles from './examples-browser.module.css';
import { ExamplesTable } from './examples-table.tsx';
import { type ExamplesMode, ExamplesToolbar } from './examples-toolbar.tsx';
import { FilterBar } from './filter-bar.tsx';
import type { Condition } from './parse-condition.ts';
import { RecordDetail } from './record-detail.tsx';
import { keptSheets } from './sheet-store.ts';
import { SpriteGrid } from './sprite-grid.tsx';
import { pagesOf, spriteSheet } from './sprite-sheet.ts';
import { type ExamplesQuery, useExampleRows } from './use-example-rows.ts';

export interface ExamplesBrowserProps {
  readonly view: ExamplesView;
  readonly split: ExamplesView['splits'][number];
  readonly records: readonly number[] | null;
  readonly onSplitChange: (split: string) => void;
}

/** One split: toolbar, filter, the grid or table, and the chosen record beside it. */
export function ExamplesBrowser({ view, split, records, onSplitChange }: ExamplesBrowserProps) {
  const { artifactId, imageFeature, maskFeature } = view;
  const [mode, setMode] = useState<ExamplesMode>(imageFeature === null ? 'table' : 'grid');
  const [cellSize, setCellSize] = useState(72);
  const [filter, setFilter] = useState<readonly Condition[]>([]);
  const [sort, setSort] = useState<ExamplesQuery['sort']>(null);
  const [active, setActive] = useState<number | null>(null);
  const [detailOpen, setDetailOpen] = useState(false);
  const rows = useExampleRows({ artifactId, split: split.name, filter, sort, records }, split.records);
  const keys = useMaskKeys(view.classes);
  const total = rows.total ?? 0;
  const isNatural = filter.length === 0 && sort === null && records === null;
  const { recordAt, ensure } = rows;
  const onRange = useCallback(
    (first: number, end: number) => {
      if (!isNatural) {
        ensure(first, end);
      }
    },
    [isNatural, ensure],
  );
  const open = (index: number) => {
    setActive(index);
    setDetailOpen(true);
  };
  const jumpTo = (record: number) => open(Math.min(record, total - 1));
  const activeRecord = active === null ? undefined : recordAt(active);
  return (
    <section
      className={classNames(viewer.viewer, viewer.fixed)}
      aria-label={`Examples of ${split.name}`}
      {...keys}
    >
      <ExamplesToolbar
        view={view}
        split={split.name}
        total={rows.total}
        mode={mode}
        sort={sort}
        isRestricted={records !== null}
        onSplitChange={onSplitChange}
        onModeChange={setMode}
        onSortChange={(next) => {
          setSort(next);
          setActive(null);
        }}
      />
      <div className={viewer.toolbar}>
        <FilterBar
          features={view.features}
          filter={filter}
          onChange={(next) => {
            setFilter(next);
            setActive(null);
          }}
          onRecord={jumpTo}
        />
        {mode === 'grid' && imageFeature !== null && (
          <div className={styles.size}>
            <Slider
              label="Size"
              value={cellSize}
              minimum={24}
              maximum={256}
              step={8}
              format={(size) => `${size}\u00a0px`}
              onChange={setCellSize}
            />
          </div>
        )}
        {maskFeature !== null && mode === 'grid' && <MaskControls classes={view.classes} />}
      </div>
      {rows.error !== null && <ErrorPanel error={toErrorView(rows.error)} />}
      <div className={styles.content} data-detail={detailOpen || undefined}>
        <div className={styles.main}>
          {mode === 'grid' && imageFeature !== null ? (
            <SpriteGrid
              label={`${total} pictures of ${split.name}`}
              count={total}
              cellSize={cellSize}
              source={{
                artifactId,
                split: split.name,
                imageFeature,
                maskFeature,
                isCompact:
                  isNatural || split.records <= keptSheets * spriteSheet.tilesPerSheet || isNear(records),
              }}
              classes={view.classes}
              active={active}
              recordAt={recordAt}
              onRange={onRange}
              onActivate={setActive}
              onOpen={open}
            />
          ) : (
            <ExamplesTable
              view={view}
              split={split.name}
              rows={rows}
              active={active}
              onOpen={open}
              sort={sort}
              onSortChange={setSort}
            />
          )}
          {rows.total === 0 && <p className={styles.none}>No record matches the filter.</p>}
        </div>
        {detailOpen && activeRecord !== undefined && (
          <RecordDetail
            view={view}
            split={split.name}
            record={activeRecord}
            onClose={() => setDetailOpen(false)}
            onMove={(step) => setActive(Math.max(0, Math.min(total - 1, (active ?? 0) + step)))}
          />
        )}
      </div>
    </section>
  );
}

/** Whether chosen records lie in so few sheets that fetching whole sheets is cheaper. */
function isNear(records: readonly number[] | null): boolean {
  return records !== null && pagesOf(records).length <= keptSheets;
}
