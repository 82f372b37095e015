import { ListFilter, X } from 'lucide-react';
import { useId, useState } from 'react';
import type { ExamplesView } from '../../../engine/contract/examples.ts';
import { TextField } from '../../ui/text-field.tsx';
import styles from './filter-bar.module.css';
import { type Condition, describeCondition, parseCondition } from './parse-condition.ts';

export interface FilterBarProps {
  readonly features: ExamplesView['features'];
  readonly filter: readonly Condition[];
  readonly onChange: (filter: readonly Condition[]) => void;
  /** "#120" goes to a record and filters nothing. */
  readonly onRecord: (record: number) => void;
}

/** Conditions as chips, and a field that takes another: "label = 3", "breed ~ cat", "mask missing", "#120". */
export function FilterBar({ features, filter, onChange, onRecord }: FilterBarProps) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const problemId = useId();
  const listId = useId();
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
      onChange([...filter, parsed.condition]);
    }
  };
  return (
    <div className={styles.bar}>
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
          onChange={(event) => {
            setText(event.target.value);
            setProblem(null);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              submit();
            } else if (event.key === 'Backspace' && text === '') {
              onChange(filter.slice(0, -1));
            }
          }}
        />
      </span>
      <datalist id={listId}>
        {features.map(({ name }) => (
          <option key={name} value={`${name} `} />
        ))}
      </datalist>
      {filter.map((condition) => (
        <span key={describeCondition(condition)} className={styles.chip}>
          {describeCondition(condition)}
          <button
            type="button"
            className={styles.remove}
            aria-label={`Remove condition ${describeCondition(condition)}`}
            onClick={() => onChange(filter.filter((other) => other !== condition))}
          >
            <X size={12} aria-hidden="true" />
          </button>
        </span>
      ))}
      {problem !== null && (
        <span id={problemId} className={styles.problem} role="alert">
          {problem}
        </span>
      )}
    </div>
  );
}

function placeholder(features: ExamplesView['features']): string {
  const first = features.find(({ display }) => display === 'values') ?? features[0];
  return first === undefined ? 'Filter: #120' : `Filter: ${first.name} = 3, or #120`;
}
