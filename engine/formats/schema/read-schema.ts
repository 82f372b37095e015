import { readFile } from 'node:fs/promises';
import { FormatError } from '../format-error.ts';
import { type Schema, SchemaSchema } from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import { parseTextProto } from '../text-proto/parse-text-proto.ts';

/** Reads a `schema.pbtxt`. @throws FormatError with line and column where it does not parse */
export async function readSchema(file: string): Promise<{ readonly schema: Schema; readonly text: string }> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new FormatError('cannot-read', `Cannot read the schema "${file}": ${why}`, {
      location: { file },
      cause,
    });
  });
  return { schema: parseTextProto(SchemaSchema, text, file), text };
}
