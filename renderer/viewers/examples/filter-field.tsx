import { ListFilter } from 'lucide-react';
import { type KeyboardEvent, useId } from 'react';
import type { ExamplesView } from '../../../engine/contract/examples.ts';
import { TextField } from '../../ui/text-field.tsx';
import styles from './filter-bar.module.css';
import type { FilterEntry } from './use-filter-entry.ts';

export interface FilterFieldProps {
  readonly features: ExamplesView['features'];
  readonly entry: FilterEntry;
  /** The element that tells the entry's problem. */
  readonly problemId: string;
  /** Backspace in the empty field takes the last condition back. */
  readonly onRemoveLast: () => void;
}

/** The field that takes a condition, proposing the names of features. */
export function FilterField({ features, entry, problemId, onRemoveLast }: FilterFieldProps) {
  const { text, problem, type, submit } = entry;
  const listId = useId();
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key === 'Enter') {
      submit();
    } else if (key === 'Backspace' && text === '') {
      onRemoveLast();
    }
  };
  return (
    <>
      <span className={styles.field}>
        <ListFilter size={13} className={styles.icon} aria-hidden="true" />
        <TextField
          fieldSize="small"
          className={styles.input}
          aria-label="Filter records"
          aria-describedby={problem === null ? undefined : problemId}
          placeholder={placeholder(features)}
          list={listId}
          invalid={problem !== null}
          value={text}
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </span>
      <datalist id={listId}>
        {features.map(({ name }) => (
          <option key={name} value={`${name} `} />
        ))}
      </datalist>
    </>
  );
}

/** Longer names would push the rest of the example out of the field. */
const exampleNameLength = 24;

function placeholder(features: ExamplesView['features']): string {
  const example = features.find(
    ({ name, display, kind }) => display === 'values' && kind !== 'bytes' && name.length <= exampleNameLength,
  );
  return example === undefined ? 'Filter: #120' : `Filter: ${example.name} = 3, or #120`;
}
