import type { ReactElement } from 'react';
import { Select } from '../../ui/select.tsx';
import { Switch } from '../../ui/switch.tsx';
import type { Field } from './field.ts';
import type { FieldControlProps } from './field-control-props.ts';
import { GroupControl } from './group-control.tsx';
import { JsonControl } from './json-control.tsx';
import { LongTextControl } from './long-text-control.tsx';
import { NumberControl } from './number-control.tsx';
import { describeValue } from './parameter-value.ts';
import { PathControl } from './path-control.tsx';
import { TextControl } from './text-control.tsx';

/** The control for one value, chosen by its kind. */
export function FieldControl(props: FieldControlProps): ReactElement {
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
      return <GroupControl {...props} fields={kind.fields} Control={FieldControl} />;
    case 'json':
      return <JsonControl id={id} value={value} describedBy={describedBy} onCommit={onCommit} />;
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
