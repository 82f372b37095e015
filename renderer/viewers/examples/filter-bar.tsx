import { X } from 'lucide-react';
import { useId } from 'react';
import type { ExamplesView } from '../../../engine/contract/examples.ts';
import styles from './filter-bar.module.css';
import { FilterField } from './filter-field.tsx';
import { type Condition, describeCondition } from './parse-condition.ts';
import { useFilterEntry } from './use-filter-entry.ts';

export interface FilterBarProps {
  readonly features: ExamplesView['features'];
  readonly filter: readonly Condition[];
  readonly onChange: (filter: readonly Condition[]) => void;
  /** "#120" goes to a record and filters nothing. */
  readonly onRecord: (record: number) => void;
}

/** Conditions as chips, and a field that takes another: "label = 3", "breed ~ cat", "mask missing", "#120". */
export function FilterBar({ features, filter, onChange, onRecord }: FilterBarProps) {
  const problemId = useId();
  const entry = useFilterEntry({
    features,
    onRecord,
    onCondition: (condition) => onChange([...filter, condition]),
  });
  return (
    <div className={styles.bar}>
      <FilterField
        features={features}
        entry={entry}
        problemId={problemId}
        onRemoveLast={() => onChange(filter.slice(0, -1))}
      />
      {filter.map((condition) => (
        <FilterChip
          key={describeCondition(condition)}
          condition={condition}
          onRemove={() => onChange(filter.filter((other) => other !== condition))}
        />
      ))}
      {entry.problem !== null && (
        <span id={problemId} className={styles.problem} role="alert">
          {entry.problem}
        </span>
      )}
    </div>
  );
}

interface FilterChipProps {
  readonly condition: Condition;
  readonly onRemove: () => void;
}

function FilterChip({ condition, onRemove }: FilterChipProps) {
  const words = describeCondition(condition);
  return (
    <span className={styles.chip}>
      {words}
      <button
        type="button"
        className={styles.remove}
        aria-label={`Remove condition ${words}`}
        onClick={onRemove}
      >
        <X size={12} aria-hidden="true" />
      </button>
    </span>
  );
}
