import { ScrollText } from 'lucide-react';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useLog } from '../../state/log-store.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';
import { LogLines } from '../log-lines.tsx';
import styles from './notebook-log.module.css';

const levels = [
  { value: 'debug', label: 'Everything' },
  { value: 'info', label: 'Information and worse' },
  { value: 'warning', label: 'Warnings and errors' },
  { value: 'error', label: 'Errors' },
] as const;
type Level = (typeof levels)[number]['value'];
const order = levels.map(({ value }) => value);

/** What every cell writes while the window is open, newest last; it stays at the end unless one scrolls up. */
export function NotebookLog() {
  const lines = useLog((log) => log.lines);
  const [search, setSearch] = useState('');
  const [level, setLevel] = useState<Level>('info');
  const shown = useMemo(
    () =>
      lines.filter(
        (line) =>
          order.indexOf(line.level) >= order.indexOf(level) &&
          `${line.cell} ${line.message}`.toLowerCase().includes(search.toLowerCase()),
      ),
    [lines, search, level],
  );
  const scroller = useStickToEnd(shown.length);
  if (lines.length === 0) {
    return (
      <EmptyState icon={ScrollText} title="Nothing written yet">
        What cells write while they run is shown here. Older logs are in the inspector, cell by cell.
      </EmptyState>
    );
  }
  return (
    <div className={styles.root}>
      <div className={styles.filters}>
        <SearchField label="Search the log" value={search} onChange={setSearch} />
        <Select label="Level" size="small" value={level} options={levels} onChange={setLevel} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <div ref={scroller} className={styles.lines} tabIndex={0} role="log" aria-label="Log of the notebook">
        <LogLines lines={shown} />
      </div>
    </div>
  );
}

function useStickToEnd(length: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const wasAtEnd = useRef(true);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && length > 0 && wasAtEnd.current) {
      element.scrollTop = element.scrollHeight;
    }
    const remember = () => {
      if (element) {
        wasAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 24;
      }
    };
    element?.addEventListener('scroll', remember);
    return () => element?.removeEventListener('scroll', remember);
  }, [length]);
  return scroller;
}
