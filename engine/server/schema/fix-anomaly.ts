import { clone } from '@bufbuild/protobuf';
import { statisticsFile } from '../../components/examples-artifact.ts';
import type { SchemaView } from '../../contract/schema.ts';
import { FormatError } from '../../formats/format-error.ts';
import { type Schema, SchemaSchema } from '../../formats/proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import type { DatasetFeatureStatistics } from '../../formats/proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import { checkColumn } from '../../formats/schema/check-column.ts';
import { checkFeature } from '../../formats/schema/check-feature.ts';
import { featureViews } from '../../formats/schema/feature-view.ts';
import { inferFeature, TYPES } from '../../formats/schema/infer-feature.ts';
import { deprecate } from '../../formats/schema/presence.ts';
import { overallStatistics, readStatistics } from '../../formats/statistics/read-statistics.ts';
import type { PipelineAccess } from '../handler.ts';
import { changeSchemaText } from './view-schema.ts';

export interface FixRequest {
  readonly artifactId: number;
  readonly split: string;
  /** The feature's name. */
  readonly path: string;
  readonly text: string;
}

/** The schema's text after accepting, for one feature, what the statistics of a split say. @throws FormatError */
export async function fixAnomaly(pipeline: PipelineAccess, request: FixRequest): Promise<SchemaView> {
  const { producer } = pipeline.artifact(request.artifactId);
  const inputs = producer ? (pipeline.executionInputs(producer.executionId).statistics ?? []) : [];
  const [statistics] = inputs;
  if (!statistics) {
    throw new FormatError('cannot-read', 'The statistics that these anomalies were found in are not known', {
      hint: 'Run ExampleValidator again.',
    });
  }
  const file = statisticsFile(pipeline.artifact(statistics.id).path, request.split);
  const dataset = overallStatistics(await readStatistics(file), file);
  return changeSchemaText(request.text, (schema) => acceptFeature(schema, dataset, request.path));
}

/** A schema in which one feature fits the data: inferred anew where it is new or of another type, else relaxed. */
function acceptFeature(schema: Schema, dataset: DatasetFeatureStatistics, name: string): Schema {
  const draft = clone(SchemaSchema, schema);
  const view = featureViews(dataset).find((one) => one.name === name);
  const index = draft.feature.findIndex((one) => one.name === name);
  const feature = draft.feature[index];
  if (!view) {
    if (feature) deprecate(feature);
    return draft;
  }
  if (checkColumn(draft, view).kind === 'judged' || !view.hasCommon) return draft;
  if (feature && feature.type === TYPES[view.type]) {
    checkFeature(feature, draft, view);
    return draft;
  }
  const inferred = inferFeature(view, { shape: true });
  draft.feature.splice(feature ? index : draft.feature.length, feature ? 1 : 0, inferred.feature);
  const { stringDomain } = inferred;
  if (stringDomain && !draft.stringDomain.some((one) => one.name === stringDomain.name)) {
    draft.stringDomain.push(stringDomain);
  }
  return draft;
}
