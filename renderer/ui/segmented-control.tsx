import type { LucideIcon } from 'lucide-react';
import { useId } from 'react';
import styles from './segmented-control.module.css';

export interface Segment<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly icon?: LucideIcon;
}

export interface SegmentedControlProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly segments: readonly Segment<Value>[];
  readonly onChange: (value: Value) => void;
}

/** Chooses one of two to five, all in sight. Radio buttons underneath, so arrow keys move. */
export function SegmentedControl<Value extends string>({
  label,
  value,
  segments,
  onChange,
}: SegmentedControlProps<Value>) {
  const name = useId();
  return (
    <fieldset className={styles.root} aria-label={label}>
      {segments.map(({ value: segment, label: text, icon: Icon }) => (
        <label key={segment} className={styles.segment}>
          <input
            type="radio"
            className={styles.input}
            name={name}
            checked={segment === value}
            onChange={() => onChange(segment)}
          />
          {Icon && <Icon size={13} aria-hidden="true" />}
          {text}
        </label>
      ))}
    </fieldset>
  );
}
