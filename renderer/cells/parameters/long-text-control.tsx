import { useEffect, useState } from 'react';
import { classNames } from '../../ui/class-names.ts';
import field from '../../ui/text-field.module.css';
import styles from './long-text-control.module.css';

export interface LongTextControlProps {
  readonly id: string;
  readonly value: string;
  readonly placeholder?: string | undefined;
  readonly describedBy?: string | undefined;
  readonly invalid?: boolean;
  readonly onCommit: (value: string) => unknown;
}

/** Prose of several lines, committed on leaving it. */
export function LongTextControl({
  id,
  value,
  placeholder,
  describedBy,
  invalid,
  onCommit,
}: LongTextControlProps) {
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  return (
    <textarea
      id={id}
      rows={3}
      value={draft}
      placeholder={placeholder}
      aria-describedby={describedBy}
      aria-invalid={invalid || undefined}
      className={classNames(field.field, styles.area)}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => draft !== value && onCommit(draft)}
    />
  );
}
