import { useState } from 'react';
import type { ExamplesView } from '../../../engine/contract/examples.ts';
import { type Condition, parseCondition } from './parse-condition.ts';

export interface FilterEntry {
  readonly text: string;
  /** Why the text is no condition; null until it was tried. */
  readonly problem: string | null;
  readonly type: (text: string) => void;
  readonly submit: () => void;
}

export interface FilterEntryOptions {
  readonly features: ExamplesView['features'];
  readonly onCondition: (condition: Condition) => void;
  readonly onRecord: (record: number) => void;
}

/** The text of a condition that is being written, until it is one. */
export function useFilterEntry({ features, onCondition, onRecord }: FilterEntryOptions): FilterEntry {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const type = (next: string) => {
    setText(next);
    setProblem(null);
  };
  const submit = () => {
    const parsed = parseCondition(text, features);
    if (parsed.kind === 'problem') {
      setProblem(parsed.message);
      return;
    }
    setText('');
    if (parsed.kind === 'record') {
      onRecord(parsed.record);
    } else {
      onCondition(parsed.condition);
    }
  };
  return { text, problem, type, submit };
}
