import { join } from 'node:path';
import { resolveInside } from '../../base/resolve-inside.ts';
import { writeFileAtomic } from '../../base/write-file-atomic.ts';
import type { schemaMethods } from '../../contract/schema.ts';
import { SchemaSchema } from '../../formats/proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import { applyFeatureView, removeFeature } from '../../formats/schema/apply-feature-view.ts';
import { diffSchemas } from '../../formats/schema/diff-schemas.ts';
import { readSchema } from '../../formats/schema/read-schema.ts';
import { parseTextProto } from '../../formats/text-proto/parse-text-proto.ts';
import type { Handlers } from '../handler.ts';
import { fixAnomaly } from '../schema/fix-anomaly.ts';
import { viewAnomalies } from '../schema/view-anomalies.ts';
import { changeSchemaText, viewSchemaText } from '../schema/view-schema.ts';

/** Answers what viewers ask of schemas and anomalies, and edits the schema file beside the notebook. */
export const schemaHandlers: Handlers<typeof schemaMethods> = {
  'schema.get': async ({ artifactId }, { pipeline }) => {
    const file = join(pipeline.artifact(artifactId).path, 'schema.pbtxt');
    return viewSchemaText((await readSchema(file)).text, file);
  },

  'schema.readFile': async ({ file }, { pipeline }) => {
    const path = resolveInside(pipeline.notebookDirectory, file);
    return viewSchemaText((await readSchema(path)).text, file);
  },

  'schema.parse': async ({ text }) => viewSchemaText(text),

  'schema.editFeature': async ({ text, feature }) =>
    changeSchemaText(text, (schema) => applyFeatureView(schema, feature)),

  'schema.removeFeature': async ({ text, feature }) =>
    changeSchemaText(text, (schema) => removeFeature(schema, feature)),

  'schema.save': async ({ file, text }, { pipeline }) => {
    const view = viewSchemaText(text, file);
    await writeFileAtomic(resolveInside(pipeline.notebookDirectory, file), text);
    return view;
  },

  'schema.diff': async ({ before, after }) => {
    const [old, now] = [before, after].map((text) => parseTextProto(SchemaSchema, text));
    return old && now ? diffSchemas(old, now) : [];
  },

  'anomalies.get': ({ artifactId }, { pipeline }) => viewAnomalies(pipeline, artifactId),

  'anomalies.fix': (request, { pipeline }) => fixAnomaly(pipeline, request),
};
