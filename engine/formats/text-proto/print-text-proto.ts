import {
  type DescEnum,
  type DescField,
  type DescMessage,
  type MessageShape,
  ScalarType,
} from '@bufbuild/protobuf';
import { type ReflectMessage, reflect } from '@bufbuild/protobuf/reflect';
import { escapeText } from './escape-text.ts';
import { pythonFloat, pythonFloat32 } from './python-float.ts';

/**
 * Writes a message as Python's `text_format.MessageToString` does: two spaces a level, fields by number.
 *
 * @example
 * await writeFile('schema.pbtxt', printTextProto(SchemaSchema, schema));
 */
export function printTextProto<Desc extends DescMessage>(schema: Desc, message: MessageShape<Desc>): string {
  return printMessage(reflect(schema, message), '');
}

/** The lines of a message's fields, each beginning with `indent` and ending with a line break. */
function printMessage(message: ReflectMessage, indent: string): string {
  return message.sortedFields
    .filter((field) => message.isSet(field))
    .map((field) => printField(message, field, indent))
    .join('');
}

/** The lines of one field of a message, in all its occurrences. */
export function printField(message: ReflectMessage, field: DescField, indent: string): string {
  if (field.fieldKind === 'list') {
    return [...message.get(field)].map((value) => printValue(field, value, indent)).join('');
  }
  if (field.fieldKind === 'map') return printEntries(message, field, indent);
  return printValue(field, message.get(field), indent);
}

/** The line or block of one occurrence of a field. */
export function printValue(field: ValueDesc, value: unknown, indent: string): string {
  if (field.message) {
    return `${indent}${field.name} {\n${printMessage(value as ReflectMessage, `${indent}  `)}${indent}}\n`;
  }
  return `${indent}${field.name}: ${printScalar(field, value)}\n`;
}

export interface ValueDesc {
  readonly name: string;
  readonly message?: DescMessage | undefined;
  readonly enum?: DescEnum | undefined;
  readonly scalar?: ScalarType | undefined;
}

function printEntries(
  message: ReflectMessage,
  field: DescField & { fieldKind: 'map' },
  indent: string,
): string {
  const entries = [...message.get(field)].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  const inner = `${indent}  `;
  return entries
    .map(([key, value]) => {
      const printedKey = printValue({ name: 'key', scalar: field.mapKey }, key, inner);
      const printedValue = printValue({ ...valueDesc(field), name: 'value' }, value, inner);
      return `${indent}${field.name} {\n${printedKey}${printedValue}${indent}}\n`;
    })
    .join('');
}

function valueDesc(field: DescField & { fieldKind: 'map' }): Omit<ValueDesc, 'name'> {
  return { message: field.message, enum: field.enum, scalar: field.scalar };
}

function printScalar(field: ValueDesc, value: unknown): string {
  if (field.enum) return field.enum.value[Number(value)]?.name ?? String(value);
  if (field.scalar === ScalarType.DOUBLE) return pythonFloat(Number(value));
  if (field.scalar === ScalarType.FLOAT) return pythonFloat32(Number(value));
  if (typeof value === 'string' || value instanceof Uint8Array) return `"${escapeText(value)}"`;
  return String(value);
}
