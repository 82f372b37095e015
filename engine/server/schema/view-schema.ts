import type { SchemaView } from '../../contract/schema.ts';
import { type Schema, SchemaSchema } from '../../formats/proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import { viewSchemaFeature } from '../../formats/schema/schema-feature-view.ts';
import { editTextProto } from '../../formats/text-proto/edit-text-proto.ts';
import { parseTextProto } from '../../formats/text-proto/parse-text-proto.ts';

/** A schema's text as a table. @throws FormatError with line and column where the text does not parse */
export function viewSchemaText(text: string, file?: string): SchemaView {
  const schema = parseTextProto(SchemaSchema, text, file);
  return {
    features: schema.feature.map((feature) => viewSchemaFeature(feature, schema)),
    defaultEnvironments: schema.defaultEnvironment,
    text,
  };
}

/** The text after a change of the schema it holds; comments and whatever the change does not touch stay. */
export function changeSchemaText(text: string, change: (schema: Schema) => Schema): SchemaView {
  const changed = change(parseTextProto(SchemaSchema, text));
  return viewSchemaText(editTextProto(SchemaSchema, text, changed));
}
