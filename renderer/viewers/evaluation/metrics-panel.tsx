import { useState } from 'react';
import type { EvaluationView } from '../../../engine/contract/evaluation.ts';
import { formatCount, formatNumber } from '../../ui/format.ts';
import { Select } from '../../ui/select.tsx';
import { Table } from '../../ui/table.tsx';
import viewer from '../viewer.module.css';
import { ChangeText } from './change-text.tsx';
import { type MetricRow, metricRows } from './metric-rows.ts';

/** Every metric of one slice: candidate, blessed model and difference. */
export function MetricsPanel({ view }: { readonly view: EvaluationView }) {
  const [chosen, setChosen] = useState(view.slices[0]?.slice ?? '');
  const slice = view.slices.find((candidate) => candidate.slice === chosen);
  if (slice === undefined) {
    return <p className={viewer.quiet}>No metrics were computed.</p>;
  }
  const hasBaseline = view.baselineModel !== null;
  return (
    <div className={viewer.viewer}>
      <div className={viewer.toolbar}>
        {view.slices.length > 1 && (
          <Select
            label="Slice"
            size="small"
            value={chosen}
            options={view.slices.map(({ slice: name, examples }) => ({
              value: name,
              label: examples === null ? name : `${name} (${formatCount(examples)})`,
            }))}
            onChange={setChosen}
          />
        )}
        {slice.examples !== null && (
          <span className={viewer.quiet}>
            {formatCount(slice.examples)} examples of {view.split}
          </span>
        )}
      </div>
      <div className={viewer.scroll}>
        <Table label={`Metrics of ${chosen}`}>
          <thead>
            <tr>
              <th>Metric</th>
              <th data-numeric>Candidate</th>
              {hasBaseline && <th data-numeric>Blessed</th>}
              {hasBaseline && <th data-numeric>Difference</th>}
            </tr>
          </thead>
          <tbody>
            {metricRows(slice, view.confusion?.classes).map((row) => (
              <MetricLine key={row.key} row={row} hasBaseline={hasBaseline} />
            ))}
          </tbody>
        </Table>
      </div>
    </div>
  );
}

interface MetricLineProps {
  readonly row: MetricRow;
  readonly hasBaseline: boolean;
}

function MetricLine({ row: { label, metric, change }, hasBaseline }: MetricLineProps) {
  const { name, candidate, baseline, difference, confidence } = metric;
  return (
    <tr>
      <td title={name}>{label}</td>
      <td data-numeric>
        {formatNumber(candidate)}
        {confidence !== null && (
          <span className={viewer.quiet}>
            {' '}
            [{formatNumber(confidence.lower)}, {formatNumber(confidence.upper)}]
          </span>
        )}
      </td>
      {hasBaseline && <td data-numeric>{formatNumber(baseline)}</td>}
      {hasBaseline && (
        <td data-numeric>
          <ChangeText difference={difference} change={change} />
        </td>
      )}
    </tr>
  );
}
