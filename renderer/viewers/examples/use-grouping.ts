import { useCallback, useMemo, useState } from 'react';
import type { ErrorView } from '../../../engine/contract/error.ts';
import type { ExampleGroup } from '../../../engine/contract/examples.ts';
import { useQuery } from '../../state/use-query.ts';
import { groupTitle } from './group-title.ts';
import { type ExamplesQuery, selectionOf } from './use-example-rows.ts';

/** A group as the grid shows it. */
export interface ShownGroup {
  readonly id: string;
  readonly title: string;
  /** Whether the title is a value or a range of the data, not a word of ours. */
  readonly isValue: boolean;
  readonly count: number;
  readonly isCollapsed: boolean;
}

/** The groups of the grid, and which of them are collapsed. */
export interface Grouping {
  readonly groupBy: string | null;
  /** Undefined without groups and while they are being found. */
  readonly groups: readonly ShownGroup[] | undefined;
  readonly error: ErrorView | undefined;
  readonly areAllCollapsed: boolean;
  readonly toggle: (id: string) => void;
  readonly setAllCollapsed: (areCollapsed: boolean) => void;
  readonly tryAgain: () => void;
}

/** Asks for the groups of what is shown. A group that is collapsed stays so when the filter changes. */
export function useGrouping(query: ExamplesQuery): Grouping {
  const { groupBy } = query;
  const answer = useQuery('examples.groups', groupBy === null ? null : { ...selectionOf(query), groupBy });
  const [collapsed, setCollapsed] = useState<Collapsed>({ groupBy, ids: none });
  const ids = collapsed.groupBy === groupBy ? collapsed.ids : none;
  const found = answer.data?.groups;
  const groups = useMemo(() => found?.map((group) => shownGroup(group, ids)), [found, ids]);
  const toggle = useCallback(
    (id: string) => {
      const next = new Set(ids);
      if (!next.delete(id)) next.add(id);
      setCollapsed({ groupBy, ids: next });
    },
    [groupBy, ids],
  );
  return {
    groupBy,
    groups,
    error: answer.error,
    areAllCollapsed:
      groups !== undefined && groups.length > 0 && groups.every(({ isCollapsed }) => isCollapsed),
    toggle,
    setAllCollapsed: (areCollapsed) =>
      setCollapsed({ groupBy, ids: areCollapsed ? new Set(groups?.map(({ id }) => id)) : none }),
    tryAgain: answer.reload,
  };
}

interface Collapsed {
  readonly groupBy: string | null;
  readonly ids: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();

function shownGroup(group: ExampleGroup, collapsed: ReadonlySet<string>): ShownGroup {
  const title = groupTitle(group);
  const id = `${group.kind} ${title}`;
  const isValue = group.kind === 'value' || group.kind === 'range';
  return { id, title, isValue, count: group.count, isCollapsed: collapsed.has(id) };
}
