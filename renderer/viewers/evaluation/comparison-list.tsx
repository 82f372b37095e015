import { useCallback, useMemo } from 'react';
import type { z } from 'zod';
import type { evaluatedExampleSchema } from '../../../engine/contract/evaluation.ts';
import { formatDifference } from '../../charts/format.ts';
import { metricTitle } from '../../charts/metric-title.ts';
import { formatNumber } from '../../ui/format.ts';
import { exampleImage } from '../examples/addresses.ts';
import type { RowPages } from '../examples/row-pages.ts';
import { type TableColumn, VirtualTable } from '../table/virtual-table.tsx';
import styles from './comparison-list.module.css';
import type { ExampleSort } from './example-sort.ts';

export type EvaluatedExample = z.infer<typeof evaluatedExampleSchema>;

export interface RowListProps {
  readonly examplesArtifactId: number;
  readonly split: string;
  readonly imageFeature: string | null;
  readonly rows: RowPages<EvaluatedExample>;
  readonly sort: ExampleSort | null;
  readonly active: number;
  readonly onActivate: (index: number) => void;
}

/** The images in their order, each with the value it is ordered by. */
export function RowList(props: RowListProps) {
  const { examplesArtifactId, split, imageFeature, rows, sort, active, onActivate } = props;
  const total = rows.total ?? 0;
  const columns = useMemo((): TableColumn[] => {
    const record: TableColumn = {
      id: 'record',
      header: 'Image',
      width: 96,
      cell: (index) => {
        const example = rows.get(index);
        return example === undefined ? (
          '…'
        ) : (
          <span className={styles.image}>
            {imageFeature !== null && (
              <img
                className={styles.thumbnail}
                alt=""
                loading="lazy"
                src={exampleImage(
                  { artifactId: examplesArtifactId, split },
                  example.record,
                  imageFeature,
                  64,
                )}
              />
            )}
            {example.record}
          </span>
        );
      },
    };
    if (sort === null) {
      return [record];
    }
    const value: TableColumn = {
      id: 'value',
      header: sort.model === 'difference' ? `Δ ${metricTitle(sort.metric)}` : metricTitle(sort.metric),
      width: 92,
      numeric: true,
      cell: (index) => sortedValue(rows.get(index), sort),
    };
    return [record, value];
  }, [rows, sort, examplesArtifactId, split, imageFeature]);
  const onRange = useCallback((first: number, end: number) => rows.ensure(first, end), [rows]);
  return (
    <div className={styles.list}>
      <VirtualTable
        label="Images"
        count={total}
        columns={columns}
        sort={null}
        onSortChange={() => undefined}
        active={active}
        onActivate={onActivate}
        onRange={onRange}
      />
    </div>
  );
}

function sortedValue(example: EvaluatedExample | undefined, { metric, model }: ExampleSort): string {
  if (example === undefined) {
    return '…';
  }
  const candidate = example.candidate[metric];
  const baseline = example.baseline?.[metric];
  if (model === 'candidate') {
    return formatNumber(candidate);
  }
  return model === 'baseline'
    ? formatNumber(baseline)
    : formatDifference(candidate === undefined || baseline === undefined ? null : candidate - baseline);
}
