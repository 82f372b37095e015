import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { MetaGraphDef } from '../../formats/proto/gen/tensorflow/core/protobuf/meta_graph_pb.js';
import {
  type Feature,
  FeatureType,
  SchemaSchema,
} from '../../formats/proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import { parseTextProto } from '../../formats/text-proto/parse-text-proto.ts';
import { readSavedModel, readSignatures, type Signature } from '../../tensorflow/saved-model/signature.ts';
import type { FeatureSpec } from '../../tensorflow/serving/parse-examples.ts';
import { rawFeatures } from '../transform/raw-features.ts';
import { TrainerError } from './trainer-error.ts';

/** A feature as Transform writes it; `shape` is that of one example. */
export interface TransformedFeatureSpec {
  readonly name: string;
  readonly dtype: 'float32' | 'int32' | 'string';
  readonly shape: readonly number[];
}

/** What the Trainer needs of a TransformGraph artifact. */
export interface TransformSource {
  readonly directory: string;
  readonly graph: MetaGraphDef;
  /** Takes the raw features in the order of `raw`. */
  readonly signature: Signature;
  readonly raw: readonly FeatureSpec[];
  readonly transformed: readonly TransformedFeatureSpec[];
}

/** Reads a TransformGraph artifact. */
export async function readTransformSource(directory: string): Promise<TransformSource> {
  const transformFn = path.join(directory, 'transform_fn');
  const [model, signatures, raw, transformed] = await Promise.all([
    readSavedModel(transformFn),
    readSignatures(transformFn),
    readSchema(path.join(directory, 'metadata', 'schema.pbtxt')),
    readSchema(path.join(directory, 'transformed_metadata', 'schema.pbtxt')),
  ]);
  const signature = signatures.find(({ name }) => name === 'serving_default');
  const graph = model.metaGraphs[0];
  if (signature === undefined || graph === undefined) {
    throw new TrainerError('missing-input', `"${transformFn}" is not a transform graph`);
  }
  return {
    directory: transformFn,
    graph,
    signature,
    raw: rawFeatures(raw).features,
    transformed: transformed.feature.map(transformedSpec),
  };
}

async function readSchema(file: string) {
  return parseTextProto(SchemaSchema, await readFile(file, 'utf8'), file);
}

const dtypes = new Map<FeatureType, TransformedFeatureSpec['dtype']>([
  [FeatureType.FLOAT, 'float32'],
  [FeatureType.INT, 'int32'],
  [FeatureType.BYTES, 'string'],
]);

function transformedSpec({ name, type, shapeType }: Feature): TransformedFeatureSpec {
  const shape = shapeType.case === 'shape' ? shapeType.value.dim.map(({ size }) => Number(size)) : [];
  return { name, dtype: dtypes.get(type) ?? 'float32', shape };
}
