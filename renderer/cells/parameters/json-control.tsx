import { useState } from 'react';
import styles from './json-control.module.css';
import type { JsonValue } from './json-value.ts';
import { useDraft } from './use-draft.ts';

export interface JsonControlProps {
  readonly id: string;
  readonly value: unknown;
  readonly describedBy?: string | undefined;
  readonly onCommit: (value: JsonValue) => unknown;
}

/** A value with structure, edited as JSON. What does not parse stays in the field, with the parser's words. */
export function JsonControl({ id, value, describedBy, onCommit }: JsonControlProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const text = value === undefined ? '' : JSON.stringify(value, null, 2);
  const draft = useDraft(text, (next) => {
    const parsed = parse(next);
    return parsed.ok ? onCommit(parsed.value) : undefined;
  });
  const change = (next: string) => {
    draft.setText(next);
    const parsed = parse(next);
    setProblem(parsed.ok ? null : parsed.message);
  };
  const leave = () => {
    draft.commit();
    setProblem(null);
  };
  return (
    <>
      <textarea
        id={id}
        className={styles.area}
        value={draft.text}
        rows={Math.min(14, Math.max(2, draft.text.split('\n').length))}
        spellCheck={false}
        aria-invalid={problem !== null || undefined}
        aria-describedby={describedBy}
        onChange={(event) => change(event.target.value)}
        onBlur={leave}
      />
      {problem !== null && <p className={styles.problem}>{problem}</p>}
    </>
  );
}

type Parsed =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly message: string };

function parse(text: string): Parsed {
  try {
    return { ok: true, value: text.trim() === '' ? null : JSON.parse(text) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : 'Not JSON' };
  }
}
