import { type KeyboardEvent, useState } from 'react';

export interface Draft {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly commit: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/**
 * Text that becomes a value when one leaves the field or presses Enter; Escape puts back what it was. While the
 * field is being edited, changes from elsewhere wait. What was committed stays in sight until `onCommit` is done, which
 * may return a promise: the old value does not flash up in between.
 */
export function useDraft(value: string, onCommit: (text: string) => unknown): Draft {
  const [draft, setDraft] = useState<string | null>(null);
  const commit = async () => {
    if (draft !== null && draft !== value) {
      await onCommit(draft);
    }
    setDraft((current) => (current === draft ? null : current));
  };
  return {
    text: draft ?? value,
    setText: setDraft,
    commit: () => void commit(),
    onKeyDown: (event) => {
      if (event.key === 'Enter' && !event.shiftKey) {
        void commit();
      }
      if (event.key === 'Escape') {
        setDraft(null);
      }
    },
  };
}
