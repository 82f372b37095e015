import type { KeyboardEvent } from 'react';
import { TextField } from '../../ui/text-field.tsx';
import { parseNumber } from './parse-number.ts';
import { useDraft } from './use-draft.ts';

export interface NumberControlProps {
  readonly id: string;
  /** Null while it has none. */
  readonly value: number | null;
  readonly isInteger: boolean;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly placeholder?: string | undefined;
  readonly describedBy?: string | undefined;
  readonly invalid?: boolean;
  readonly onCommit: (value: number | null) => unknown;
}

/** A number one types; arrow keys step it. What is no number stays in the field, marked, and is not committed. */
export function NumberControl(props: NumberControlProps) {
  const {
    id,
    value,
    isInteger,
    minimum,
    maximum,
    placeholder,
    describedBy,
    invalid = false,
    onCommit,
  } = props;
  const limits = { isInteger, minimum, maximum };
  const draft = useDraft(value === null ? '' : String(value), (text) => {
    const parsed = parseNumber(text, limits);
    return parsed.ok ? onCommit(parsed.value) : undefined;
  });
  const parsed = parseNumber(draft.text, limits);
  const step = (event: KeyboardEvent) => {
    const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (direction !== 0 && parsed.ok && parsed.value !== null) {
      event.preventDefault();
      const size = isInteger ? 1 : 10 ** Math.floor(Math.log10(Math.abs(parsed.value) || 1));
      draft.setText(String(Number((parsed.value + direction * size).toPrecision(12))));
    }
    draft.onKeyDown(event);
  };
  return (
    <TextField
      id={id}
      inputMode={isInteger ? 'numeric' : 'decimal'}
      value={draft.text}
      placeholder={placeholder}
      invalid={invalid || !parsed.ok}
      title={parsed.ok ? undefined : parsed.message}
      aria-describedby={describedBy}
      onChange={(event) => draft.setText(event.target.value)}
      onBlur={draft.commit}
      onKeyDown={step}
    />
  );
}
