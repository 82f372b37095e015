import { Dialog as Base } from '@base-ui/react/dialog';
import { CornerDownLeft, Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useAppStore } from '../../state/app-store.ts';
import { closeDialog } from '../../state/view-store.ts';
import { Kbd } from '../../ui/kbd.tsx';
import styles from './palette.module.css';
import { type PaletteEntry, paletteEntries, searchEntries } from './palette-entries.tsx';

/** Finds a cell or a command by a few of its letters. */
export function Palette() {
  const [query, setQuery] = useState('');
  // Opened while the window starts, it gains the notebook's cells and commands once the notebook is there.
  useAppStore(({ notebook }) => notebook?.path);
  const found = searchEntries(paletteEntries(), query);
  return (
    <Base.Root open onOpenChange={(isOpen) => !isOpen && closeDialog()}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup className={styles.popup} aria-label="Cells and commands">
          <PaletteList query={query} onQuery={setQuery} entries={found} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

interface PaletteListProps {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly entries: readonly PaletteEntry[];
}

/** A combobox: the focus stays in the field while arrow keys move through the list. */
function PaletteList({ query, onQuery, entries }: PaletteListProps) {
  const id = useId();
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const index = Math.min(active, Math.max(0, entries.length - 1));
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  });
  const choose = (entry: PaletteEntry | undefined) => {
    if (entry) {
      closeDialog();
      entry.onSelect();
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (move !== undefined) {
      event.preventDefault();
      setActive(Math.min(entries.length - 1, Math.max(0, index + move)));
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      choose(entries[index]);
    }
  };
  return (
    <>
      <PaletteField
        listId={`${id}-list`}
        activeId={entries.length > 0 ? `${id}-${index}` : undefined}
        query={query}
        onQuery={(next) => {
          onQuery(next);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id={`${id}-list`} role="listbox" aria-label="Results" className={styles.list}>
        {entries.map((entry, position) => (
          <Row
            key={entry.id}
            id={`${id}-${position}`}
            entry={entry}
            isActive={position === index}
            onActivate={() => setActive(position)}
            onChoose={() => choose(entry)}
          />
        ))}
        {entries.length === 0 && <p className={styles.nothing}>Nothing is called that.</p>}
      </div>
    </>
  );
}

interface PaletteFieldProps {
  readonly listId: string;
  readonly activeId: string | undefined;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function PaletteField({ listId, activeId, query, onQuery, onKeyDown }: PaletteFieldProps) {
  return (
    <div className={styles.field}>
      <Search size={16} aria-hidden="true" />
      <input
        // biome-ignore lint/a11y/noAutofocus: a palette is opened in order to type into it
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={activeId}
        aria-label="Search cells and commands"
        placeholder="Search cells and commands"
        className={styles.input}
        value={query}
        spellCheck={false}
        onChange={(event) => onQuery(event.target.value)}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}

interface RowProps {
  readonly id: string;
  readonly entry: PaletteEntry;
  readonly isActive: boolean;
  readonly onActivate: () => void;
  readonly onChoose: () => void;
}

function Row({ id, entry, isActive, onActivate, onChoose }: RowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field that owns the list handles the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field (aria-activedescendant)
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      className={styles.row}
      onPointerMove={onActivate}
      onClick={onChoose}
    >
      <span className={styles.icon}>{entry.icon}</span>
      <span className={styles.title}>{entry.title}</span>
      <span className={styles.group}>{entry.group}</span>
      {entry.keys && <Kbd keys={entry.keys} />}
      {isActive && !entry.keys && <CornerDownLeft size={13} className={styles.enter} aria-hidden="true" />}
    </div>
  );
}
