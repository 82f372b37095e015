import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fromBinary } from '@bufbuild/protobuf';
import type {
  SignatureDef,
  TensorInfo,
} from '../../formats/proto/gen/tensorflow/core/protobuf/meta_graph_pb.js';
import {
  type SavedModel,
  SavedModelSchema,
} from '../../formats/proto/gen/tensorflow/core/protobuf/saved_model_pb.js';
import { type DTypeName, dtypeName } from '../graph/dtype.ts';
import { TensorFlowError } from '../tensorflow-error.ts';

/** One named input or output of a signature; -1 in the shape stands for a free size, null for a free rank. */
export interface SignatureTensor {
  readonly name: string;
  readonly dtype: DTypeName;
  readonly shape: readonly number[] | null;
  /** Where it is in the graph, such as "add:0". */
  readonly tensor: string;
}

export interface Signature {
  readonly name: string;
  readonly inputs: readonly SignatureTensor[];
  readonly outputs: readonly SignatureTensor[];
}

/**
 * The signatures of a SavedModel's "serve" graph, read without loading TensorFlow; internal ones (such as the
 * initialiser's) are left out.
 *
 * @throws TensorFlowError "saved-model-unreadable"
 */
export async function readSignatures(directory: string, tag = 'serve'): Promise<Signature[]> {
  const model = await readSavedModel(directory);
  const graph = model.metaGraphs.find((candidate) => candidate.metaInfoDef?.tags.includes(tag));
  if (graph === undefined) {
    throw new TensorFlowError(
      'saved-model-unreadable',
      `SavedModel "${directory}" has no graph tagged "${tag}"`,
    );
  }
  return Object.entries(graph.signatureDef)
    .filter(([name]) => !name.startsWith('__'))
    .map(([name, definition]) => toSignature(name, definition));
}

/** Parses `saved_model.pb` of a folder. @throws TensorFlowError "saved-model-unreadable" */
export async function readSavedModel(directory: string): Promise<SavedModel> {
  try {
    return fromBinary(SavedModelSchema, await readFile(path.join(directory, 'saved_model.pb')));
  } catch (cause) {
    throw new TensorFlowError('saved-model-unreadable', `Cannot read a SavedModel in "${directory}"`, {
      hint: 'The folder must hold "saved_model.pb"',
      details: String(cause),
      cause,
    });
  }
}

function toSignature(name: string, definition: SignatureDef): Signature {
  return { name, inputs: toTensors(definition.inputs), outputs: toTensors(definition.outputs) };
}

function toTensors(infos: Readonly<Record<string, TensorInfo>>): SignatureTensor[] {
  return Object.entries(infos).map(([name, info]) => ({
    name,
    dtype: dtypeName(info.dtype),
    shape: info.tensorShape?.unknownRank
      ? null
      : (info.tensorShape?.dim ?? []).map((dim) => Number(dim.size)),
    tensor: info.encoding.case === 'name' ? info.encoding.value : '',
  }));
}
