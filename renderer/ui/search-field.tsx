import { Search, X } from 'lucide-react';
import { classNames } from './class-names.ts';
import styles from './search-field.module.css';
import { TextField } from './text-field.tsx';

export interface SearchFieldProps {
  /** The accessible name, and the placeholder. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly className?: string | undefined;
}

/** A text field that narrows what stands below it; Escape clears it. */
export function SearchField({ label, value, onChange, className }: SearchFieldProps) {
  return (
    <span className={classNames(styles.root, className)}>
      <Search size={13} className={styles.icon} aria-hidden="true" />
      <TextField
        type="text"
        role="searchbox"
        fieldSize="small"
        className={styles.input}
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') {
            event.stopPropagation();
            onChange('');
          }
        }}
      />
      {value !== '' && (
        <button type="button" className={styles.clear} aria-label="Clear" onClick={() => onChange('')}>
          <X size={12} aria-hidden="true" />
        </button>
      )}
    </span>
  );
}
