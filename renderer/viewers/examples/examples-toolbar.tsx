import {
  ArrowDownWideNarrow,
  ArrowUpNarrowWide,
  ChevronsDownUp,
  ChevronsUpDown,
  LayoutGrid,
  Table2,
} from 'lucide-react';
import type { ExamplesView } from '../../../engine/contract/examples.ts';
import { formatCount, formatCounted } from '../../ui/format.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { Select } from '../../ui/select.tsx';
import viewer from '../viewer.module.css';
import { SplitChoice } from './split-choice.tsx';
import type { ExamplesQuery } from './use-example-rows.ts';
import type { Grouping } from './use-grouping.ts';

export type ExamplesMode = 'grid' | 'table';

export interface ExamplesToolbarProps {
  readonly view: ExamplesView;
  readonly split: string;
  readonly total: number | null;
  readonly mode: ExamplesMode;
  readonly sort: ExamplesQuery['sort'];
  readonly grouping: Grouping;
  /** Whether only some records were asked for, so that the split is given. */
  readonly isRestricted: boolean;
  readonly onSplitChange: (split: string) => void;
  readonly onModeChange: (mode: ExamplesMode) => void;
  readonly onGroupByChange: (feature: string | null) => void;
  readonly onSortChange: (sort: ExamplesQuery['sort']) => void;
}

const dataOrder = '';

/** Chooses the split, the order and the way records are shown. */
export function ExamplesToolbar(props: ExamplesToolbarProps) {
  const { view, split, total, mode, isRestricted } = props;
  const splitSize = view.splits.find(({ name }) => name === split)?.records ?? 0;
  return (
    <div className={viewer.toolbar}>
      {!isRestricted && <SplitChoice splits={view.splits} value={split} onChange={props.onSplitChange} />}
      <span className={viewer.quiet} aria-live="polite">
        {total === null || total === splitSize
          ? formatCounted(splitSize, 'record')
          : `${formatCount(total)} of ${formatCounted(splitSize, 'record')}`}
      </span>
      <span className={viewer.spacer} />
      {mode === 'grid' && <GroupControl {...props} />}
      <SortControl {...props} />
      {view.imageFeature !== null && (
        <SegmentedControl<ExamplesMode>
          label="Show as"
          value={mode}
          segments={[
            { value: 'grid', label: 'Grid', icon: LayoutGrid },
            { value: 'table', label: 'Table', icon: Table2 },
          ]}
          onChange={props.onModeChange}
        />
      )}
    </div>
  );
}

const noGroups = '';

function GroupControl({ view, grouping, onGroupByChange }: ExamplesToolbarProps) {
  const { groupBy, areAllCollapsed } = grouping;
  const features = view.features.filter(({ display }) => display === 'values');
  if (features.length === 0) {
    return null;
  }
  return (
    <>
      {groupBy !== null && (
        <IconButton
          icon={areAllCollapsed ? ChevronsUpDown : ChevronsDownUp}
          label={areAllCollapsed ? 'Expand all groups' : 'Collapse all groups'}
          size="small"
          disabled={!grouping.groups?.length}
          onClick={() => grouping.setAllCollapsed(!areAllCollapsed)}
        />
      )}
      <Select
        label="Group by"
        size="small"
        value={groupBy ?? noGroups}
        options={[
          { value: noGroups, label: 'No groups' },
          ...features.map(({ name }) => ({ value: name, label: `Group by ${name}` })),
        ]}
        onChange={(feature) => onGroupByChange(feature === noGroups ? null : feature)}
      />
    </>
  );
}

function SortControl({ view, sort, onSortChange }: ExamplesToolbarProps) {
  const sortable = view.features.filter(({ display }) => display === 'values');
  if (sortable.length === 0) {
    return null;
  }
  const options = [
    { value: dataOrder, label: 'Order of the data' },
    ...sortable.map(({ name }) => ({ value: name, label: `Sort by ${name}` })),
  ];
  return (
    <>
      <Select
        label="Sort by"
        size="small"
        value={sort?.feature ?? dataOrder}
        options={options}
        onChange={(feature) =>
          onSortChange(feature === dataOrder ? null : { feature, descending: sort?.descending ?? false })
        }
      />
      {sort !== null && (
        <IconButton
          icon={sort.descending ? ArrowDownWideNarrow : ArrowUpNarrowWide}
          label={sort.descending ? 'Largest first' : 'Smallest first'}
          size="small"
          onClick={() => onSortChange({ ...sort, descending: !sort.descending })}
        />
      )}
    </>
  );
}
