import { useId, useState } from 'react';
import type { SchemaFeatureView } from '../../../engine/contract/schema.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { type FeatureDraft, type FieldProblems, fromDraft, toDraft } from './feature-draft.ts';
import styles from './feature-editor.module.css';

export interface FeatureEditorProps {
  readonly feature: SchemaFeatureView;
  readonly onApply: (feature: SchemaFeatureView) => void;
  readonly onCancel: () => void;
}

const types = ['FLOAT', 'INT', 'BYTES', 'STRUCT'] as const satisfies readonly SchemaFeatureView['type'][];

const fields = [
  { field: 'minimumFraction', label: 'Present in at least', hint: '0 to 1; empty for optional' },
  { field: 'shape', label: 'Shape', hint: '128 × 128 × 3, scalar, 1 to 5 values; empty for any' },
  { field: 'domain', label: 'Domain', hint: '0 to 255, or values with commas; empty for any' },
  { field: 'environments', label: 'Only in environments', hint: 'names with commas' },
  { field: 'notInEnvironments', label: 'Not in environments', hint: 'SERVING for a label' },
  { field: 'driftThreshold', label: 'Drift threshold', hint: 'distance to the span before' },
  { field: 'skewThreshold', label: 'Skew threshold', hint: 'distance to serving' },
] as const satisfies readonly { field: keyof FeatureDraft; label: string; hint: string }[];

/** The form of one feature; Enter applies, Escape leaves it as it was. */
export function FeatureEditor({ feature, onApply, onCancel }: FeatureEditorProps) {
  const [draft, setDraft] = useState(() => toDraft(feature));
  const [problems, setProblems] = useState<FieldProblems>({});
  const apply = () => {
    const result = fromDraft(feature, draft);
    setProblems(result.problems);
    if (result.feature !== null) {
      onApply(result.feature);
    }
  };
  return (
    <form
      className={styles.form}
      aria-label={`Feature ${feature.name}`}
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
    >
      <div className={styles.title}>{feature.name}</div>
      <div className={styles.fields}>
        <div className={styles.field}>
          <span className={styles.label}>Type</span>
          <Select
            label="Type"
            value={draft.type}
            options={types.map((type) => ({ value: type, label: type.toLowerCase() }))}
            onChange={(type) => setDraft({ ...draft, type })}
          />
        </div>
        {fields.map(({ field, label, hint }) => (
          <Field
            key={field}
            label={label}
            hint={hint}
            value={draft[field]}
            problem={problems[field]}
            onChange={(value) => setDraft({ ...draft, [field]: value })}
          />
        ))}
      </div>
      <div className={styles.buttons}>
        <Button size="small" onClick={onCancel}>
          Cancel
        </Button>
        <Button size="small" variant="primary" type="submit">
          Apply
        </Button>
      </div>
    </form>
  );
}

interface FieldProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly problem: string | undefined;
  readonly onChange: (value: string) => void;
}

function Field({ label, hint, value, problem, onChange }: FieldProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <TextField
        id={id}
        value={value}
        invalid={problem !== undefined}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
      />
      <span id={`${id}-hint`} className={problem === undefined ? styles.hint : styles.problem}>
        {problem ?? hint}
      </span>
    </div>
  );
}
