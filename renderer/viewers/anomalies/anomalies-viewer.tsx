import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import type { AnomaliesView } from '../../../engine/contract/schema.ts';
import { useQuery } from '../../state/use-query.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatNumber } from '../../ui/format.ts';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { Table } from '../../ui/table.tsx';
import { QueryView } from '../query-view.tsx';
import viewer from '../viewer.module.css';
import styles from './anomalies-viewer.module.css';
import { AnomalyCard } from './anomaly-card.tsx';

export interface AnomaliesViewerProps {
  readonly artifactId: number;
  readonly executionId: number;
}

/** What in the data does not fit the schema, with the records that cause it and the change that would accept them. */
export function AnomaliesViewer({ artifactId, executionId }: AnomaliesViewerProps) {
  const query = useQuery('anomalies.get', { artifactId });
  return (
    <QueryView query={query} waitingFor="Reading anomalies">
      {(view) => <Anomalies view={view} executionId={executionId} />}
    </QueryView>
  );
}

function Anomalies({ view, executionId }: { readonly view: AnomaliesView; readonly executionId: number }) {
  const worst = view.splits.find(({ anomalies }) => anomalies.length > 0) ?? view.splits[0];
  const [chosen, setChosen] = useState(worst?.name ?? '');
  const split = view.splits.find(({ name }) => name === chosen);
  const total = view.splits.reduce((sum, { anomalies }) => sum + anomalies.length, 0);
  if (total === 0 && view.drift.length === 0) {
    return (
      <EmptyState icon={ShieldCheck} title="No anomalies">
        Every record of {view.splits.map(({ name }) => name).join(' and ')} fits the schema.
      </EmptyState>
    );
  }
  return (
    <section className={viewer.viewer} aria-label="Anomalies">
      {view.splits.length > 1 && (
        <div className={viewer.toolbar}>
          <SegmentedControl
            label="Split"
            value={chosen}
            segments={view.splits.map(({ name, anomalies }) => ({
              value: name,
              label: `${name} ${anomalies.length}`,
            }))}
            onChange={setChosen}
          />
        </div>
      )}
      {split?.anomalies.map((anomaly) => (
        <AnomalyCard
          key={anomaly.path}
          anomaly={anomaly}
          split={split.name}
          view={view}
          executionId={executionId}
        />
      ))}
      {split?.anomalies.length === 0 && (
        <p className={viewer.quiet}>Every record of {split.name} fits the schema.</p>
      )}
      {view.drift.length > 0 && <DriftTable drift={view.drift} />}
    </section>
  );
}

function DriftTable({ drift }: { readonly drift: AnomaliesView['drift'] }) {
  return (
    <>
      <h4 className={viewer.heading}>Drift and skew</h4>
      <Table label="Drift and skew">
        <thead>
          <tr>
            <th>Feature</th>
            <th>Kind</th>
            <th>Measure</th>
            <th data-numeric>Distance</th>
            <th data-numeric>Threshold</th>
          </tr>
        </thead>
        <tbody>
          {drift.map(({ path, kind, measure, value, threshold }) => (
            <tr key={`${path} ${kind}`}>
              <td>{path}</td>
              <td>{kind}</td>
              <td>{measure}</td>
              <td data-numeric className={value > threshold ? styles.above : undefined}>
                {formatNumber(value)}
              </td>
              <td data-numeric>{formatNumber(threshold)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}
