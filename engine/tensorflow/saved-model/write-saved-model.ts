import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { create, toBinary } from '@bufbuild/protobuf';
import type { GraphDef } from '../../formats/proto/gen/tensorflow/core/framework/graph_pb.js';
import {
  AssetFileDefSchema,
  type MetaGraphDef,
  MetaGraphDef_MetaInfoDefSchema,
  MetaGraphDefSchema,
  type SignatureDef,
  SignatureDefSchema,
  type TensorInfo,
  TensorInfoSchema,
} from '../../formats/proto/gen/tensorflow/core/protobuf/meta_graph_pb.js';
import {
  type SavedModel,
  SavedModelSchema,
} from '../../formats/proto/gen/tensorflow/core/protobuf/saved_model_pb.js';
import {
  SaverDef_CheckpointFormatVersion,
  SaverDefSchema,
} from '../../formats/proto/gen/tensorflow/core/protobuf/saver_pb.js';
import { type Shape, shapeProto } from '../graph/attributes.ts';
import { type DTypeName, dtypeNumber } from '../graph/dtype.ts';
import { type GraphAsset, type GraphTensor, nodeOf } from '../graph/graph-builder.ts';
import type { GraphSaver } from '../graph/variables.ts';

export interface TensorSpec {
  readonly tensor: GraphTensor;
  readonly dtype: DTypeName;
  readonly shape: Shape;
}

export interface SignatureSpec {
  readonly inputs: Readonly<Record<string, TensorSpec>>;
  readonly outputs: Readonly<Record<string, TensorSpec>>;
}

/** A function of one dictionary, some of whose tensors may be sparse; only objects have such. */
export interface DictionaryFunctionSpec {
  /** By name, each as one dense tensor or as the indices, values and shape of a sparse one. */
  readonly inputs: Readonly<Record<string, readonly TensorSpec[]>>;
  readonly outputs: Readonly<Record<string, TensorSpec>>;
}

export interface SavedModelSpec {
  readonly graph: GraphDef;
  readonly signatures: Readonly<Record<string, SignatureSpec>>;
  /** What Python finds as attributes of the model beside its signatures. */
  readonly functions?: Readonly<Record<string, DictionaryFunctionSpec>>;
  readonly saver?: GraphSaver;
  /** A node to run once after loading, such as one that fills lookup tables. */
  readonly initializer?: GraphTensor;
  /** Files under `assets/`, with the tensors that hold their names. */
  readonly assets?: readonly GraphAsset[];
  /** TensorFlow's version, recorded as the writer. */
  readonly version: string;
}

const INITIALIZER = '__saved_model_init_op';

/**
 * Writes `saved_model.pb` and `assets/` of a SavedModel; the variables are written next to it by the graph's own
 * save operation, under `variables/variables`.
 */
export async function writeSavedModel(directory: string, spec: SavedModelSpec): Promise<void> {
  await writeSavedModelFiles(directory, toBinary(SavedModelSchema, savedModel(spec)), spec);
}

/** The content of `saved_model.pb`. */
export function savedModel(spec: SavedModelSpec): SavedModel {
  return create(SavedModelSchema, { savedModelSchemaVersion: 1n, metaGraphs: [metaGraph(spec)] });
}

/** Writes a serialized SavedModel and the files that come with it. */
export async function writeSavedModelFiles(
  directory: string,
  serialized: Uint8Array,
  { assets = [] }: Pick<SavedModelSpec, 'assets'>,
): Promise<void> {
  await mkdir(path.join(directory, 'assets'), { recursive: true });
  for (const { filename, content } of assets) {
    await writeFile(path.join(directory, 'assets', filename), content);
  }
  await writeFile(path.join(directory, 'saved_model.pb'), serialized);
}

function metaGraph({
  graph,
  signatures,
  saver,
  initializer,
  assets = [],
  version,
}: SavedModelSpec): MetaGraphDef {
  const definitions = Object.entries(signatures).map(([name, spec]) => [name, signatureDef(spec)] as const);
  const initial = initializer === undefined ? [] : [[INITIALIZER, initializerDef(initializer)] as const];
  return create(MetaGraphDefSchema, {
    metaInfoDef: create(MetaGraphDef_MetaInfoDefSchema, {
      tags: ['serve'],
      tensorflowVersion: version,
      // Older readers refuse attributes they do not know, unless they are told that defaults were left out.
      strippedDefaultAttrs: true,
    }),
    graphDef: graph,
    ...(saver === undefined ? {} : { saverDef: saverDef(saver) }),
    signatureDef: Object.fromEntries([...definitions, ...initial]),
    assetFileDef: assets.map(({ tensor, filename }) =>
      create(AssetFileDefSchema, {
        filename,
        tensorInfo: tensorInfo({ tensor, dtype: 'string', shape: [] }),
      }),
    ),
  });
}

function saverDef({ filename, saved, restored }: GraphSaver) {
  return create(SaverDefSchema, {
    filenameTensorName: fullName(filename),
    saveTensorName: fullName(saved),
    restoreOpName: nodeOf(restored),
    version: SaverDef_CheckpointFormatVersion.V2,
  });
}

function signatureDef({ inputs, outputs }: SignatureSpec): SignatureDef {
  return create(SignatureDefSchema, {
    inputs: mapValues(inputs, tensorInfo),
    outputs: mapValues(outputs, tensorInfo),
    methodName: 'tensorflow/serving/predict',
  });
}

/** The loader looks only at the name in this pseudo signature. */
function initializerDef(initializer: GraphTensor): SignatureDef {
  return create(SignatureDefSchema, {
    outputs: {
      [INITIALIZER]: create(TensorInfoSchema, {
        encoding: { case: 'name', value: nodeOf(initializer) },
        tensorShape: shapeProto(null),
      }),
    },
  });
}

function tensorInfo({ tensor, dtype, shape }: TensorSpec): TensorInfo {
  return create(TensorInfoSchema, {
    encoding: { case: 'name', value: fullName(tensor) },
    dtype: dtypeNumber(dtype),
    tensorShape: shapeProto(shape),
  });
}

/** SavedModels name tensors in full, with the index also of the first output. */
function fullName(tensor: GraphTensor): string {
  return tensor.includes(':') ? tensor : `${tensor}:0`;
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
