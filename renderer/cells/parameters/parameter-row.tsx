import { Link2, RotateCcw } from 'lucide-react';
import { useId } from 'react';
import type { ComponentCellView } from '../../../engine/contract/notebook.ts';
import { editNotebook } from '../../commands/edit-notebook.ts';
import { attempt } from '../../commands/execute.ts';
import { useAppStore } from '../../state/app-store.ts';
import { Badge } from '../../ui/badge.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { sentence } from '../../ui/sentence.ts';
import type { Field } from './field.ts';
import { FieldControl } from './field-control.tsx';
import type { JsonValue } from './json-value.ts';
import styles from './parameter-row.module.css';
import { changedSinceLastRun, describeValue, parameterValue, sharedParameter } from './parameter-value.ts';

export interface ParameterRowProps {
  readonly cell: ComponentCellView;
  readonly field: Field;
}

/** One parameter: its name, control, problems, and how it differs from its default and from the last run. */
export function ParameterRow({ cell, field }: ParameterRowProps) {
  const id = useId();
  const runtimeParameters = useAppStore(({ notebook }) => notebook?.runtimeParameters) ?? [];
  const value = parameterValue(field, cell.parameters[field.name], runtimeParameters);
  const changed = changedSinceLastRun(field, value, cell);
  const problems = cell.problems.filter(({ parameter }) => parameter?.split('.')[0] === field.name);
  const shared = sharedParameter(value);
  const commit = (next: JsonValue) =>
    attempt(() =>
      editNotebook(
        shared !== undefined && next !== null
          ? { type: 'set-runtime-parameter', name: shared, value: next }
          : { type: 'set-parameter', id: cell.id, parameter: field.name, value: next },
      ),
    );
  return (
    <div className={styles.row} data-changed={changed !== undefined || undefined}>
      <div className={styles.heading}>
        <label className={styles.label} htmlFor={id}>
          {field.title}
        </label>
        {value.source === 'runtime' && (
          <Badge tone="accent" icon={Link2}>
            {value.runtimeName}
          </Badge>
        )}
        {value.source !== 'default' && (
          <IconButton
            size="small"
            icon={RotateCcw}
            label={`Reset to ${describeValue(field.defaultValue)}`}
            className={styles.reset}
            onClick={() => commit(null)}
          />
        )}
      </div>
      <FieldControl
        id={id}
        field={field}
        value={value.effective}
        cellId={cell.id}
        invalid={problems.length > 0}
        describedBy={`${id}-about`}
        onCommit={commit}
      />
      <div id={`${id}-about`} className={styles.about}>
        {problems.map(({ message, hint }) => (
          <p key={message} className={styles.problem}>
            {hint ? `${sentence(message)} ${hint}` : message}
          </p>
        ))}
        {changed && <p className={styles.changed}>Was {describeValue(changed.before)} in the last run</p>}
        {field.description && <p>{field.description}</p>}
      </div>
    </div>
  );
}
