import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '../../pipeline/notebook.ts';
import { runtimeReference } from '../../pipeline/resolve-parameters.ts';
import { call, code, dict, list, literal, type Python } from '../python/python-code.ts';

/** Stands in a value for a runtime parameter: an argument of the generated function. */
export class RuntimeArgument {
  readonly identifier: string;

  constructor(identifier: string) {
    this.identifier = identifier;
  }
}

/** A parameter's value, with what the notebook leaves to a runtime parameter as such. */
export type Traced =
  | string
  | number
  | boolean
  | null
  | RuntimeArgument
  | readonly Traced[]
  | { readonly [key: string]: Traced | undefined };

/** Puts the runtime parameters of a value as written back into the value that was made of it. */
export function traceValue(
  value: unknown,
  written: JsonValue | undefined,
  identifiers: ReadonlyMap<string, string>,
): Traced {
  const reference = written === undefined ? undefined : runtimeReference(written);
  const identifier = reference === undefined ? undefined : identifiers.get(reference);
  if (identifier !== undefined) return new RuntimeArgument(identifier);
  const inner = (item: unknown, key: string | number) =>
    traceValue(item, (written as Record<string | number, JsonValue> | undefined)?.[key], identifiers);
  if (Array.isArray(value)) return value.map(inner);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [[key, inner(item, key)]])),
    );
  return value as string | number | boolean | null;
}

/** A value as literals, lists and dicts. */
export function valueToPython(value: Traced): Python {
  if (value instanceof RuntimeArgument) return code(value.identifier);
  if (isList(value)) return list(value.map(valueToPython));
  if (typeof value === 'object' && value !== null) return dict(mapFields(value, valueToPython));
  return literal(value);
}

/** How an object is written as a message of protobuf: the class, and the classes of the fields that are messages too. */
export interface MessageShape {
  readonly type: string;
  readonly fields?: Readonly<Record<string, MessageShape>>;
}

/** An object as a call of a message's class, lists as lists of such. */
export function valueToMessage(shape: MessageShape, value: Traced): Python {
  if (value instanceof RuntimeArgument) return code(value.identifier);
  if (isList(value)) return list(value.map((item) => valueToMessage(shape, item)));
  if (typeof value !== 'object' || value === null) return literal(value);
  const fields = mapFields(value, (item, key) => {
    const field = shape.fields?.[key];
    return field === undefined ? valueToPython(item) : valueToMessage(field, item);
  });
  return call(shape.type, fields);
}

export function isEqual(left: unknown, right: unknown): boolean {
  return isDeepStrictEqual(plain(left), plain(right));
}

/** Whether a runtime parameter stands anywhere in a value. */
export function holdsArgument(value: Traced | undefined): boolean {
  if (value instanceof RuntimeArgument) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsArgument);
}

function plain(value: unknown): unknown {
  return value === undefined || value instanceof RuntimeArgument ? value : JSON.parse(JSON.stringify(value));
}

function isList(value: Traced): value is readonly Traced[] {
  return Array.isArray(value);
}

function mapFields(
  value: { readonly [key: string]: Traced | undefined },
  toPython: (value: Traced, key: string) => Python,
): Record<string, Python | undefined> {
  const entries = Object.entries(value).flatMap(([key, item]) =>
    item === undefined ? [] : [[key, toPython(item, key)] as const],
  );
  return Object.fromEntries(entries);
}
