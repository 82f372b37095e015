import type { Field } from './field.ts';
import type { JsonValue } from './json-value.ts';

/** What every control of a form gets. */
export interface FieldControlProps {
  readonly id: string;
  readonly field: Field;
  readonly value: unknown;
  readonly cellId: string;
  readonly invalid: boolean;
  readonly describedBy: string;
  /** Null puts the parameter back to its default. */
  readonly onCommit: (value: JsonValue) => unknown;
}
