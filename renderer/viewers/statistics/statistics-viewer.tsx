import { ChartColumn } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { StatisticsView } from '../../../engine/contract/statistics.ts';
import { useQuery } from '../../state/use-query.ts';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatCount, formatCounted } from '../../ui/format.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { Select } from '../../ui/select.tsx';
import { Switch } from '../../ui/switch.tsx';
import { QueryView } from '../query-view.tsx';
import viewer from '../viewer.module.css';
import { CategoricalTable } from './categorical-table.tsx';
import { compareSplits, type StatisticsSplit } from './compare-splits.ts';
import type { ChartKind } from './feature-chart.tsx';
import { NumericTable } from './numeric-table.tsx';
import { type FeatureOrder, filterFeatures, sortFeatures } from './sort-features.ts';
import styles from './statistics-viewer.module.css';

/** Statistics of every feature, splits side by side, after Facets Overview. */
export function StatisticsViewer({ artifactId }: { readonly artifactId: number }) {
  const query = useQuery('statistics.get', { artifactId });
  return (
    <QueryView query={query} waitingFor="Reading statistics">
      {(view) =>
        view.splits.every(({ features }) => features.length === 0) ? (
          <EmptyState icon={ChartColumn} title="No statistics">
            The examples have no records, so there is nothing to describe.
          </EmptyState>
        ) : (
          <StatisticsOverview view={view} />
        )
      }
    </QueryView>
  );
}

const chartKinds = [
  { value: 'histogram', label: 'Histogram' },
  { value: 'quantiles', label: 'Quantiles' },
  { value: 'lengths', label: 'List lengths' },
] as const satisfies readonly { value: ChartKind; label: string }[];

function StatisticsOverview({ view }: { readonly view: StatisticsView }) {
  const slices = useMemo(() => [...new Set(view.splits.map(({ slice }) => slice))], [view.splits]);
  const [slice, setSlice] = useState(slices[0] ?? '');
  const [search, setSearch] = useState('');
  const [flagged, setFlagged] = useState(false);
  const [logarithmic, setLogarithmic] = useState(false);
  const [chart, setChart] = useState<ChartKind>('histogram');
  const [order, setOrder] = useState<FeatureOrder>({ by: 'order', descending: false });
  const splits = useMemo(() => view.splits.filter((split) => split.slice === slice), [view.splits, slice]);
  const rows = useMemo(() => compareSplits(splits, view.distances), [splits, view.distances]);
  const shown = sortFeatures(filterFeatures(rows, { search, flagged }), order);
  const numeric = shown.filter(({ group }) => group === 'numeric');
  const categorical = shown.filter(({ group }) => group === 'categorical');
  const common = { splits, order, onOrderChange: setOrder, logarithmic };
  return (
    <section className={classNames(viewer.viewer)} aria-label="Statistics">
      <div className={viewer.toolbar}>
        <SplitLegend splits={splits} />
        {slices.length > 1 && (
          <Select
            label="Slice"
            size="small"
            value={slice}
            options={slices.map((name) => ({ value: name, label: name === '' ? 'All records' : name }))}
            onChange={setSlice}
          />
        )}
        <span className={viewer.spacer} />
        <SearchField label="Search features" value={search} onChange={setSearch} className={styles.search} />
        <Switch label="Flagged only" checked={flagged} onChange={setFlagged} />
        <Switch label="Log scale" checked={logarithmic} onChange={setLogarithmic} />
        <SegmentedControl<ChartKind> label="Chart" value={chart} segments={chartKinds} onChange={setChart} />
      </div>
      <div className={viewer.scroll}>
        {numeric.length > 0 && <NumericTable {...common} rows={numeric} chart={chart} />}
        {categorical.length > 0 && <CategoricalTable {...common} rows={categorical} chart={chart} />}
        {shown.length === 0 && <p className={viewer.waiting}>No feature matches.</p>}
      </div>
      <p className={viewer.quiet}>
        {formatCount(shown.length)} of {formatCounted(rows.length, 'feature')}
      </p>
    </section>
  );
}

function SplitLegend({ splits }: { readonly splits: readonly StatisticsSplit[] }) {
  return (
    <ul className={styles.legend} aria-label="Splits">
      {splits.map(({ name, records }, index) => (
        <li key={name} className={styles.split}>
          <span className={styles.swatch} data-series={index + 1} />
          {name} <span className={viewer.quiet}>{formatCount(records)}</span>
        </li>
      ))}
    </ul>
  );
}
