import { assertNever } from '../../../engine/base/assert-never.ts';
import { Select } from '../../ui/select.tsx';
import { Switch } from '../../ui/switch.tsx';
import type { Field } from './field.ts';
import { GroupControl } from './group-control.tsx';
import { JsonControl } from './json-control.tsx';
import type { JsonValue } from './json-value.ts';
import { LongTextControl } from './long-text-control.tsx';
import { NumberControl } from './number-control.tsx';
import { describeValue } from './parameter-value.ts';
import { PathControl } from './path-control.tsx';
import { TextControl } from './text-control.tsx';

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

/** The control for one value, chosen by its kind. */
export function FieldControl(props: FieldControlProps) {
  const { id, field, value, invalid, describedBy, onCommit } = props;
  const { kind, title } = field;
  const common = { id, invalid, describedBy, placeholder: placeholderOf(field) };
  switch (kind.control) {
    case 'boolean':
      return <Switch label={title} hideLabel checked={value === true} onChange={onCommit} />;
    case 'choice':
      return (
        <Select
          id={id}
          label={title}
          value={typeof value === 'string' ? value : null}
          options={kind.options.map((option) => ({ value: option, label: option }))}
          invalid={invalid}
          onChange={onCommit}
        />
      );
    case 'number':
      return (
        <NumberControl
          {...common}
          {...kind}
          value={typeof value === 'number' ? value : null}
          onCommit={onCommit}
        />
      );
    case 'text':
      if (kind.widget === 'text') {
        return (
          <LongTextControl {...common} value={typeof value === 'string' ? value : ''} onCommit={onCommit} />
        );
      }
      return <PathControl {...props} widget={kind.widget} placeholder={common.placeholder} />;
    case 'list':
      return (
        <TextControl
          {...common}
          value={Array.isArray(value) ? value.join(', ') : ''}
          onCommit={(text) => onCommit(parseList(text, kind.item))}
        />
      );
    case 'group':
      return <GroupControl {...props} fields={kind.fields} />;
    case 'json':
      return <JsonControl id={id} value={value} describedBy={describedBy} onCommit={onCommit} />;
    default:
      return assertNever(kind, 'field kind');
  }
}

function placeholderOf({ isRequired, isNullable, kind }: Field): string | undefined {
  if (isRequired) {
    return 'Required';
  }
  if (kind.control === 'list') {
    return 'Separated by commas';
  }
  return isNullable ? describeValue(null) : undefined;
}

function parseList(text: string, item: 'text' | 'number'): (string | number)[] {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return item === 'text' ? parts : parts.map(Number).filter((part) => !Number.isNaN(part));
}
