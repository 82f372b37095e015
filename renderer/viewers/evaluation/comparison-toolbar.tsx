import { formatCount } from '../../ui/format.ts';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { Select } from '../../ui/select.tsx';
import type { LegendClass } from '../picture/class-legend.tsx';
import { MaskControls } from '../picture/mask-controls.tsx';
import viewer from '../viewer.module.css';
import { type ExampleSort, worstFirst } from './example-sort.ts';
import { exampleMetricTitle } from './metric-rows.ts';

export interface ComparisonToolbarProps {
  readonly metrics: readonly string[];
  readonly hasBaseline: boolean;
  readonly classes: readonly LegendClass[];
  readonly sort: ExampleSort | null;
  readonly total: number;
  readonly onSortChange: (sort: ExampleSort) => void;
}

/** Chooses by which metric, of which model, and from which end images are listed. */
export function ComparisonToolbar({
  metrics,
  hasBaseline,
  classes,
  sort,
  total,
  onSortChange,
}: ComparisonToolbarProps) {
  const models = [
    { value: 'candidate', label: 'Candidate' },
    ...(hasBaseline
      ? ([
          { value: 'baseline', label: 'Blessed' },
          { value: 'difference', label: 'Difference' },
        ] as const)
      : []),
  ] as const satisfies readonly { value: ExampleSort['model']; label: string }[];
  const isWorstFirst = sort !== null && sort.descending === worstFirst(sort.metric, sort.model).descending;
  return (
    <div className={viewer.toolbar}>
      <span className={viewer.quiet}>{formatCount(total)} images</span>
      {metrics.length > 0 && (
        <Select
          label="Order by"
          size="small"
          value={sort?.metric ?? null}
          placeholder="Order by…"
          options={metrics.map((name) => ({ value: name, label: exampleMetricTitle(name, classes) }))}
          onChange={(metric) => onSortChange(worstFirst(metric, sort?.model ?? 'candidate'))}
        />
      )}
      {sort !== null && models.length > 1 && (
        <SegmentedControl<ExampleSort['model']>
          label="Of"
          value={sort.model}
          segments={models}
          onChange={(model) => onSortChange(worstFirst(sort.metric, model))}
        />
      )}
      {sort !== null && (
        <SegmentedControl
          label="From"
          value={isWorstFirst ? 'worst' : 'best'}
          segments={[
            { value: 'worst', label: 'Worst first' },
            { value: 'best', label: 'Best first' },
          ]}
          onChange={() => onSortChange({ ...sort, descending: !sort.descending })}
        />
      )}
      <span className={viewer.spacer} />
      <MaskControls classes={classes} />
    </div>
  );
}
