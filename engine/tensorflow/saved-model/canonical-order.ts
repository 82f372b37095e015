import type { DescMessage, MessageShape } from '@bufbuild/protobuf';
import { type ReflectMap, type ReflectMessage, reflect } from '@bufbuild/protobuf/reflect';

/**
 * Puts the entries of every map in a message, at any depth, into the order of their keys' bytes. That is how
 * TensorFlow serializes what it takes hashes of (protobuf calls it deterministic). Changes the message.
 */
export function sortMaps<Schema extends DescMessage>(
  schema: Schema,
  message: MessageShape<Schema>,
): MessageShape<Schema> {
  sortWithin(reflect(schema, message));
  return message;
}

function sortWithin(message: ReflectMessage): void {
  for (const field of message.fields.filter((candidate) => message.isSet(candidate))) {
    if (field.fieldKind === 'message') {
      sortWithin(message.get(field));
    } else if (field.fieldKind === 'list' && field.listKind === 'message') {
      for (const item of message.get(field)) {
        sortWithin(item as ReflectMessage);
      }
    } else if (field.fieldKind === 'map') {
      sortMap(message.get(field));
      for (const value of field.mapKind === 'message' ? message.get(field).values() : []) {
        sortWithin(value as ReflectMessage);
      }
    }
  }
}

function sortMap(map: ReflectMap): void {
  const entries = [...map.entries()].sort(([a], [b]) =>
    Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b))),
  );
  map.clear();
  for (const [key, value] of entries) {
    map.set(key, value);
  }
}
