import { ChevronDown, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { formatCount, formatPercent } from '../../ui/format.ts';
import type { GridLayout, GridSection } from './grid-layout.ts';
import styles from './group-headings.module.css';
import type { ShownGroup } from './use-grouping.ts';

/** Height of a heading, as the layout of the cells needs it. */
export const groupHeadingHeight = 30;

export interface GroupHeadingsProps {
  readonly groupBy: string;
  readonly groups: readonly ShownGroup[];
  readonly layout: GridLayout;
  readonly onToggle: (id: string) => void;
  /** Brings a heading into sight that was reached by key. */
  readonly onReach: (section: GridSection) => void;
}

/**
 * The headings of the groups over the canvas; that of the group in sight stays at the top. One stop of the Tab key:
 * up and down go from heading to heading, left and right collapse and expand, as in a tree.
 */
export function GroupHeadings({ groupBy, groups, layout, onToggle, onReach }: GroupHeadingsProps) {
  const [reached, setReached] = useState(0);
  const buttons = useRef<HTMLElement>(null);
  const largest = Math.max(1, ...groups.map(({ count }) => count));
  const reach = (at: number) => {
    const section = layout.sections[at];
    if (section === undefined) return;
    setReached(at);
    onReach(section);
    buttons.current?.querySelectorAll('button')[at]?.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent, at: number, { id, isCollapsed }: ShownGroup) => {
    const target = targetOf(event.key, at, groups.length);
    const isFold = event.key === (isCollapsed ? 'ArrowRight' : 'ArrowLeft');
    if (target === null && !isFold) return;
    event.preventDefault();
    if (target !== null) reach(target);
    else onToggle(id);
  };
  return (
    <section ref={buttons} className={styles.headings} aria-label={`Groups by ${groupBy}`}>
      {groups.map((group, at) => (
        <div key={group.id} className={styles.section} style={placeOf(layout.sections[at])}>
          <button
            type="button"
            className={styles.heading}
            style={{ height: groupHeadingHeight }}
            aria-expanded={!group.isCollapsed}
            tabIndex={at === Math.min(reached, groups.length - 1) ? 0 : -1}
            onFocus={() => setReached(at)}
            onClick={() => onToggle(group.id)}
            onKeyDown={(event) => onKeyDown(event, at, group)}
          >
            <HeadingContent group={group} share={group.count / layout.count} length={group.count / largest} />
          </button>
        </div>
      ))}
    </section>
  );
}

interface HeadingContentProps {
  readonly group: ShownGroup;
  readonly share: number;
  /** Of the bar, beside that of the largest group. */
  readonly length: number;
}

function HeadingContent({ group, share, length }: HeadingContentProps) {
  const Chevron = group.isCollapsed ? ChevronRight : ChevronDown;
  return (
    <>
      <Chevron size={14} aria-hidden="true" className={styles.chevron} />
      <span className={styles.title} data-plain={group.isValue || undefined} title={group.title}>
        {group.title}
      </span>
      <span className={styles.track} aria-hidden="true">
        <span className={styles.bar} style={{ width: `${length * 100}%` }} />
      </span>
      <span className={styles.count}>
        {formatCount(group.count)}
        <span className="visually-hidden">{group.count === 1 ? ' record' : ' records'}</span>
      </span>
      <span className={styles.share}>{formatShare(share)}</span>
    </>
  );
}

/** Few of many are not none. */
function formatShare(share: number): string {
  return share > 0 && share < 0.0005 ? '< 0.1 %' : formatPercent(share);
}

function placeOf(section: GridSection | undefined) {
  return section && { top: section.top, height: section.bottom - section.top };
}

function targetOf(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'ArrowDown':
      return Math.min(count - 1, at + 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
