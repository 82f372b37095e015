import { TextField } from '../../ui/text-field.tsx';
import { useDraft } from './use-draft.ts';

export interface TextControlProps {
  readonly id: string;
  readonly value: string;
  readonly placeholder?: string | undefined;
  readonly monospace?: boolean;
  readonly describedBy?: string | undefined;
  readonly invalid?: boolean;
  /** Names to offer while typing. */
  readonly suggestions?: string | undefined;
  readonly onCommit: (value: string) => unknown;
}

/** Text one types, committed on leaving it. */
export function TextControl(props: TextControlProps) {
  const {
    id,
    value,
    placeholder,
    monospace = false,
    describedBy,
    invalid = false,
    suggestions,
    onCommit,
  } = props;
  const draft = useDraft(value, onCommit);
  return (
    <TextField
      id={id}
      value={draft.text}
      placeholder={placeholder}
      monospace={monospace}
      invalid={invalid}
      list={suggestions}
      aria-describedby={describedBy}
      onChange={(event) => draft.setText(event.target.value)}
      onBlur={draft.commit}
      onKeyDown={draft.onKeyDown}
    />
  );
}
