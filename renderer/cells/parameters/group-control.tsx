import type { Field } from './field.ts';
import { FieldControl, type FieldControlProps } from './field-control.tsx';
import styles from './group-control.module.css';
import type { JsonValue } from './json-value.ts';

export interface GroupControlProps extends FieldControlProps {
  readonly fields: readonly Field[];
}

/** Fields that make up one value; changing one writes the whole. */
export function GroupControl({ id, field, fields, value, onCommit, ...rest }: GroupControlProps) {
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
            <FieldControl
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
