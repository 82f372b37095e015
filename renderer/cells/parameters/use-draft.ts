import { type KeyboardEvent, useEffect, useState } from 'react';

export interface Draft {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly commit: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/**
 * Text that becomes a value when one leaves the field or presses Enter; Escape puts back what it was. While the
 * field is being edited, changes from elsewhere wait.
 */
export function useDraft(value: string, onCommit: (text: string) => void): Draft {
  const [draft, setDraft] = useState<string | null>(null);
  useEffect(() => {
    // A committed draft stays in sight until the engine has answered with the same value.
    setDraft((current) => (current === value ? null : current));
  }, [value]);
  const commit = () => {
    if (draft !== null && draft !== value) {
      onCommit(draft);
    }
    setDraft(null);
  };
  return {
    text: draft ?? value,
    setText: setDraft,
    commit,
    onKeyDown: (event) => {
      if (event.key === 'Enter' && !event.shiftKey) {
        commit();
      }
      if (event.key === 'Escape') {
        setDraft(null);
      }
    },
  };
}
