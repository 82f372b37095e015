import { useMemo, useState } from 'react';
import type { EvaluationView } from '../../../engine/contract/evaluation.ts';
import { formatCount, formatNumber } from '../../ui/format.ts';
import { Select } from '../../ui/select.tsx';
import { Table } from '../../ui/table.tsx';
import { SortButton } from '../table/sort-button.tsx';
import { type SortValue, sortRows, type TableSort } from '../table/sort-rows.ts';
import viewer from '../viewer.module.css';
import { ChangeText } from './change-text.tsx';
import { changeOf, metricRows, type SliceRow, sliceRows } from './metric-rows.ts';
import styles from './slices-panel.module.css';

/** One metric over all slices, so that one sees where the model is weak. */
export function SlicesPanel({ view }: { readonly view: EvaluationView }) {
  const metrics = useMemo(
    () => (view.slices[0] === undefined ? [] : metricRows(view.slices[0], view.confusion?.classes)),
    [view.slices, view.confusion],
  );
  const [metric, setMetric] = useState(metrics[0]?.key ?? '');
  const [sort, setSort] = useState<TableSort | null>(null);
  const rows = sliceRows(view.slices, metric);
  const sorted = sort === null ? rows : sortRows(rows, (row) => sortValue(row, sort.id), sort.descending);
  const largest = Math.max(0, ...rows.map((row) => Math.abs(row.metric.candidate ?? 0)));
  const heading = (id: string, text: string) => (
    <SortButton id={id} sort={sort} onSortChange={setSort}>
      {text}
    </SortButton>
  );
  return (
    <div className={viewer.viewer}>
      <div className={viewer.toolbar}>
        <Select
          label="Metric"
          size="small"
          value={metric}
          options={metrics.map(({ key, label }) => ({ value: key, label }))}
          onChange={setMetric}
        />
      </div>
      <div className={viewer.scroll}>
        <Table label="Slices">
          <thead>
            <tr>
              <th>{heading('slice', 'Slice')}</th>
              <th data-numeric>{heading('examples', 'Examples')}</th>
              <th data-numeric>{heading('candidate', 'Candidate')}</th>
              <th className={styles.barColumn}>
                <span className="visually-hidden">Bar</span>
              </th>
              <th data-numeric>{heading('baseline', 'Blessed')}</th>
              <th data-numeric>{heading('difference', 'Difference')}</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((row) => (
              <SliceLine key={row.slice} row={row} largest={largest} />
            ))}
          </tbody>
        </Table>
      </div>
    </div>
  );
}

interface SliceLineProps {
  readonly row: SliceRow;
  /** The largest value of all slices, which has the whole bar. */
  readonly largest: number;
}

function SliceLine({ row: { slice, examples, metric }, largest }: SliceLineProps) {
  const share = largest === 0 ? 0 : Math.abs(metric.candidate ?? 0) / largest;
  return (
    <tr>
      <td>{slice}</td>
      <td data-numeric>{examples === null ? '—' : formatCount(examples)}</td>
      <td data-numeric>{formatNumber(metric.candidate)}</td>
      <td>
        <div className={styles.bar} style={{ width: `${share * 100}%` }} />
      </td>
      <td data-numeric>{formatNumber(metric.baseline)}</td>
      <td data-numeric>
        <ChangeText difference={metric.difference} change={changeOf(metric)} />
      </td>
    </tr>
  );
}

function sortValue({ slice, examples, metric }: SliceRow, id: string): SortValue {
  switch (id) {
    case 'slice':
      return slice;
    case 'examples':
      return examples;
    case 'baseline':
      return metric.baseline;
    case 'difference':
      return metric.difference;
    default:
      return metric.candidate;
  }
}
