import { create, type DescField, type DescMessage, type MessageShape } from '@bufbuild/protobuf';
import { type ReflectMessage, reflect } from '@bufbuild/protobuf/reflect';
import type { TextField, TextValue } from './parse-tree.ts';
import { readEnum, readScalar } from './read-scalar.ts';
import { syntaxError, type TextSource } from './tokenize.ts';

/**
 * Makes a message of the parsed fields.
 * @throws FormatError "bad-syntax" with line and column for unknown fields, wrong values and fields given twice
 */
export function buildMessage<Desc extends DescMessage>(
  schema: Desc,
  fields: readonly TextField[],
  source: TextSource,
): MessageShape<Desc> {
  const message = create(schema);
  fillMessage(reflect(schema, message), fields, source);
  return message;
}

/** Sets on `target` what the parsed fields say. @throws FormatError "bad-syntax" */
export function fillMessage(target: ReflectMessage, fields: readonly TextField[], source: TextSource): void {
  for (const field of fields) {
    const desc = target.fields.find(({ name }) => name === field.name);
    if (!desc) throw syntaxError(source, field.start, `${target.desc.name} has no field "${field.name}"`);
    for (const value of field.values) setValue(target, desc, value, source);
  }
}

function setValue(target: ReflectMessage, desc: DescField, value: TextValue, source: TextSource): void {
  if (desc.fieldKind === 'list') {
    target.get(desc).add(readValue(desc, value, source) as never);
    return;
  }
  if (desc.fieldKind === 'map') {
    setEntry(target, desc, value, source);
    return;
  }
  if (target.isSet(desc)) throw syntaxError(source, value.start, `field "${desc.name}" is given twice`);
  target.set(desc, readValue(desc, value, source));
}

type ValueDesc = Pick<DescField, 'name'> & {
  readonly message?: DescMessage | undefined;
  readonly enum?: unknown;
  readonly scalar?: unknown;
};

/** One value of a field: a number, text, bytes, or a message. @throws FormatError "bad-syntax" */
export function readValue(desc: ValueDesc, value: TextValue, source: TextSource): unknown {
  if (desc.message) {
    if (value.kind !== 'block') throw syntaxError(source, value.start, `field "${desc.name}" needs "{ … }"`);
    const nested = reflect(desc.message);
    fillMessage(nested, value.fields, source);
    return nested;
  }
  if (value.kind === 'block')
    throw syntaxError(source, value.start, `field "${desc.name}" needs a single value`);
  return desc.enum ? readEnum(desc as never, value, source) : readScalar(desc as never, value, source);
}

/** A map entry is written as a message with the fields "key" and "value". */
function setEntry(
  target: ReflectMessage,
  desc: DescField & { readonly fieldKind: 'map' },
  value: TextValue,
  source: TextSource,
): void {
  if (value.kind !== 'block') throw syntaxError(source, value.start, `field "${desc.name}" needs "{ … }"`);
  const part = (name: string): TextValue | undefined =>
    value.fields.find((field) => field.name === name)?.values[0];
  const key = part('key');
  if (key?.kind !== 'scalar') throw syntaxError(source, value.start, `an entry of "${desc.name}" has no key`);
  const item = part('value');
  if (!item) throw syntaxError(source, value.start, `an entry of "${desc.name}" has no value`);
  const readKey = readScalar({ name: 'key', scalar: desc.mapKey }, key, source);
  target.get(desc).set(readKey as never, readValue(desc, item, source) as never);
}
