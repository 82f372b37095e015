import { useMemo } from 'react';
import { formatDifference } from '../../charts/format.ts';
import { formatNumber } from '../../ui/format.ts';
import { exampleImage } from '../examples/addresses.ts';
import { type TableColumn, VirtualTable } from '../table/virtual-table.tsx';
import styles from './comparison-list.module.css';
import type { ExampleSort } from './example-sort.ts';
import { type ClassNames, exampleMetricTitle } from './metric-rows.ts';
import type { EvaluatedExample, EvaluatedExamples } from './use-evaluated-examples.ts';

export interface RowListProps {
  readonly examplesArtifactId: number;
  readonly split: string;
  readonly imageFeature: string | null;
  readonly rows: EvaluatedExamples;
  readonly classes: ClassNames;
  readonly sort: ExampleSort | null;
  readonly active: number;
  readonly onActivate: (index: number) => void;
}

/** The images in their order, each with the value it is ordered by. */
export function RowList(props: RowListProps) {
  const { examplesArtifactId, split, imageFeature, rows, classes, sort, active, onActivate } = props;
  const total = rows.total ?? 0;
  const columns = useMemo((): TableColumn[] => {
    const record: TableColumn = {
      id: 'record',
      header: 'Image',
      width: 96,
      cell: (index) => (
        <ImageCell
          record={rows.get(index)?.record}
          addressOf={(number) =>
            imageFeature === null
              ? null
              : exampleImage({ artifactId: examplesArtifactId, split }, number, imageFeature, 64)
          }
        />
      ),
    };
    if (sort === null) {
      return [record];
    }
    const title = exampleMetricTitle(sort.metric, classes);
    const value: TableColumn = {
      id: 'value',
      header: sort.model === 'difference' ? `Δ ${title}` : title,
      width: 92,
      numeric: true,
      cell: (index) => sortedValue(rows.get(index), sort),
    };
    return [record, value];
  }, [rows, classes, sort, examplesArtifactId, split, imageFeature]);
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
        onRange={rows.ensure}
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

interface ImageCellProps {
  /** Undefined while it is not known. */
  readonly record: number | undefined;
  readonly addressOf: (record: number) => string | null;
}

function ImageCell({ record, addressOf }: ImageCellProps) {
  if (record === undefined) {
    return '…';
  }
  const address = addressOf(record);
  return (
    <span className={styles.image}>
      {address !== null && <img className={styles.thumbnail} alt="" loading="lazy" src={address} />}
      {record}
    </span>
  );
}
