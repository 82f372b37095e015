import { fromBinary, fromJson, type JsonObject, toBinary, toJson } from '@bufbuild/protobuf';
import { StructSchema } from '@bufbuild/protobuf/wkt';

const prefix = 'mlmd-struct::';

/** An object as ML Metadata keeps a STRUCT value in `string_value`: a prefix and base64 of a google.protobuf.Struct. */
export function encodeStruct(value: Readonly<Record<string, unknown>>): string {
  const bytes = toBinary(
    StructSchema,
    fromJson(StructSchema, JSON.parse(JSON.stringify(value)) as JsonObject),
  );
  return prefix + Buffer.from(bytes).toString('base64');
}

/** The object in a `string_value` that holds a STRUCT, or undefined for plain text. */
export function decodeStruct(text: string): Readonly<Record<string, unknown>> | undefined {
  if (!text.startsWith(prefix)) {
    return undefined;
  }
  const bytes = Buffer.from(text.slice(prefix.length), 'base64');
  return toJson(StructSchema, fromBinary(StructSchema, bytes)) as Record<string, unknown>;
}
