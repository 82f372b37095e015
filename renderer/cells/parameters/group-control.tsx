import type { ComponentType } from 'react';
import type { Field } from './field.ts';
import type { FieldControlProps } from './field-control-props.ts';
import styles from './group-control.module.css';
import type { JsonValue } from './json-value.ts';

export interface GroupControlProps extends FieldControlProps {
  readonly fields: readonly Field[];
  /** Draws each of the fields; handed in, since a group is itself one of the controls. */
  readonly Control: ComponentType<FieldControlProps>;
}

/** Fields that make up one value; changing one writes the whole. */
export function GroupControl({ id, field, fields, Control, value, onCommit, ...rest }: GroupControlProps) {
  const current = asRecord(value);
  return (
    <fieldset className={styles.group} aria-label={field.title}>
      {fields.map((inner) => {
        const innerId = `${id}-${inner.name}`;
        return (
          <div key={inner.name} className={styles.row}>
            <label className={styles.label} htmlFor={innerId} title={inner.description}>
              {inner.title}
            </label>
            <Control
              {...rest}
              id={innerId}
              field={inner}
              value={current[inner.name] ?? inner.defaultValue}
              onCommit={(next) => onCommit(withMember(current, inner.name, next))}
            />
          </div>
        );
      })}
    </fieldset>
  );
}

function asRecord(value: unknown): Readonly<Record<string, JsonValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function withMember(
  record: Readonly<Record<string, JsonValue>>,
  name: string,
  value: JsonValue,
): Record<string, JsonValue> {
  const entries = Object.entries({ ...record, [name]: value });
  return Object.fromEntries(entries.filter(([, member]) => member !== null));
}
