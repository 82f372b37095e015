/** google.protobuf.Value as gRPC clients and servers give it: one of these fields is set. */
interface ValueMessage {
  readonly nullValue?: unknown;
  readonly numberValue?: number;
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly listValue?: { readonly values?: readonly ValueMessage[] | null } | null;
  readonly structValue?: { readonly fields?: Readonly<Record<string, ValueMessage>> | null } | null;
  readonly kind?: string;
}

/** The plain value of a google.protobuf.Value. */
export function fromValue(message: ValueMessage): unknown {
  const kind = message.kind ?? Object.keys(message)[0];
  switch (kind) {
    case 'listValue':
      return (message.listValue?.values ?? []).map(fromValue);
    case 'structValue': {
      const entries = Object.entries(message.structValue?.fields ?? {});
      return Object.fromEntries(entries.map(([key, field]) => [key, fromValue(field)]));
    }
    case 'numberValue':
      return message.numberValue;
    case 'stringValue':
      return message.stringValue;
    case 'boolValue':
      return message.boolValue;
    default:
      return null;
  }
}

/** A plain value as google.protobuf.Value. */
export function toValue(value: unknown): Record<string, unknown> {
  if (value === null || value === undefined) return { nullValue: 'NULL_VALUE' };
  if (Array.isArray(value)) return { listValue: { values: value.map(toValue) } };
  if (typeof value === 'number') return { numberValue: value };
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  const entries = Object.entries(value).map(([key, field]) => [key, toValue(field)]);
  return { structValue: { fields: Object.fromEntries(entries) } };
}
