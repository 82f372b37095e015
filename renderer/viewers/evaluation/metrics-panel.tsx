import { useState } from 'react';
import type { EvaluationView } from '../../../engine/contract/evaluation.ts';
import { formatCount, formatNumber } from '../../ui/format.ts';
import { Select } from '../../ui/select.tsx';
import { Table } from '../../ui/table.tsx';
import viewer from '../viewer.module.css';
import { ChangeText } from './change-text.tsx';
import { metricRows } from './metric-rows.ts';

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
            {metricRows(slice, view.confusion?.classes).map(({ key, label, metric, change }) => (
              <tr key={key}>
                <td title={metric.name}>{label}</td>
                <td data-numeric>
                  {formatNumber(metric.candidate)}
                  {metric.confidence !== null && (
                    <span className={viewer.quiet}>
                      {' '}
                      [{formatNumber(metric.confidence.lower)}, {formatNumber(metric.confidence.upper)}]
                    </span>
                  )}
                </td>
                {hasBaseline && <td data-numeric>{formatNumber(metric.baseline)}</td>}
                {hasBaseline && (
                  <td data-numeric>
                    <ChangeText difference={metric.difference} change={change} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </div>
  );
}
