import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { clone, create, toBinary } from '@bufbuild/protobuf';
import { fingerprint64 } from 'farmhash-modern';
import { AttrValueSchema } from '../../formats/proto/gen/tensorflow/core/framework/attr_value_pb.js';
import { FunctionDefLibrarySchema } from '../../formats/proto/gen/tensorflow/core/framework/function_pb.js';
import { type GraphDef, GraphDefSchema } from '../../formats/proto/gen/tensorflow/core/framework/graph_pb.js';
import type { NodeDef } from '../../formats/proto/gen/tensorflow/core/framework/node_def_pb.js';
import { DataType } from '../../formats/proto/gen/tensorflow/core/framework/types_pb.js';
import { VersionDefSchema } from '../../formats/proto/gen/tensorflow/core/framework/versions_pb.js';
import {
  type FingerprintDef,
  FingerprintDefSchema,
} from '../../formats/proto/gen/tensorflow/core/protobuf/fingerprint_pb.js';
import { SignatureDefSchema } from '../../formats/proto/gen/tensorflow/core/protobuf/meta_graph_pb.js';
import { SavedModelSchema } from '../../formats/proto/gen/tensorflow/core/protobuf/saved_model_pb.js';
import { SavedConcreteFunctionSchema } from '../../formats/proto/gen/tensorflow/core/protobuf/saved_object_graph_pb.js';
import { sortMaps } from './canonical-order.ts';
import { readSavedModel } from './signature.ts';

/** TensorFlow 2.21's number for this way of hashing; 2.15 wrote 1, with the same meanings. */
const PRODUCER = 4;

const FILE = 'fingerprint.pb';

/**
 * Writes `fingerprint.pb` beside a SavedModel whose variables are already there, with the hashes that TensorFlow
 * computes (tensorflow/cc/saved_model/fingerprinting.cc). Its UUID is random there; here it follows from the hashes,
 * so that the same model is the same files.
 */
export async function writeFingerprint(directory: string): Promise<void> {
  const fingerprint = await computeFingerprint(directory);
  await writeFile(path.join(directory, FILE), toBinary(FingerprintDefSchema, fingerprint));
}

async function computeFingerprint(directory: string): Promise<FingerprintDef> {
  const model = sortMaps(SavedModelSchema, await readSavedModel(directory));
  const graph = model.metaGraphs[0];
  const checksum = fingerprint64(toBinary(SavedModelSchema, model));
  const checkpoint = await checkpointHash(directory);
  return create(FingerprintDefSchema, {
    savedModelChecksum: checksum,
    graphDefProgramHash: programHash(graph?.graphDef ?? create(GraphDefSchema)),
    signatureDefHash: hashEntries(Object.entries(graph?.signatureDef ?? {}), (definition) =>
      toBinary(SignatureDefSchema, definition),
    ),
    savedObjectGraphHash: hashEntries(
      byNumber(graph?.objectGraphDef?.concreteFunctions ?? {}),
      (definition) => toBinary(SavedConcreteFunctionSchema, definition),
    ),
    checkpointHash: checkpoint,
    uuid: String((checksum << 64n) | checkpoint),
    version: { producer: PRODUCER },
  });
}

/** The hash of the graph's nodes alone, without what differs between machines and between traces. */
function programHash(graph: GraphDef): bigint {
  const program = clone(GraphDefSchema, graph);
  // Cleared in TensorFlow, which leaves them there, empty.
  program.library = create(FunctionDefLibrarySchema);
  program.versions = create(VersionDefSchema);
  for (const node of program.node) {
    regularize(node);
  }
  return fingerprint64(toBinary(GraphDefSchema, program));
}

/** What TensorFlow leaves out of a node (tensorflow/core/graph/regularization/simple_delete.cc). */
function regularize({ op, attr }: NodeDef): void {
  const [called, type] = [attr.f?.value, attr.dtype?.value];
  if ((op === 'PartitionedCall' || op === 'StatefulPartitionedCall') && called?.case === 'func') {
    called.value.name = called.value.name.replace(/(?<=_)\d+$/, '');
    if (attr.config_proto?.value.case === 's') {
      attr.config_proto.value.value = new Uint8Array();
    }
  }
  if (op === 'Const' && type?.case === 'type' && type.value === DataType.DT_STRING) {
    attr.value = create(AttrValueSchema);
  }
}

/** The hash of named things: of each name and what it stands for, one after the other. */
function hashEntries<Value>(
  entries: readonly (readonly [name: string, value: Value])[],
  serialize: (value: Value) => Uint8Array,
): bigint {
  return entries
    .flatMap(([name, value]) => [Buffer.from(name), serialize(value)])
    .reduce((hash, bytes) => concatenated(hash, fingerprint64(bytes)), 0n);
}

/** Names of concrete functions end in numbers, which order them and are then left out, as they count traces. */
function byNumber<Value>(functions: Readonly<Record<string, Value>>): [string, Value][] {
  return Object.entries(functions)
    .map(([name, value]) => ({ name: name.replace(/\d+$/, ''), number: Number(/\d+$/.exec(name)), value }))
    .sort((a, b) => a.number - b.number)
    .map(({ name, value }) => [name, value]);
}

/** A model without variables has no checkpoint; TensorFlow takes zero then. */
async function checkpointHash(directory: string): Promise<bigint> {
  const index = path.join(directory, 'variables', 'variables.index');
  return existsSync(index) ? fingerprint64(await readFile(index)) : 0n;
}

const MULTIPLIER = 0xc6a4a7935bd1e995n;

/** One hash of two (tensorflow/core/platform/fingerprint.h, FingerprintCat64). */
function concatenated(first: bigint, second: bigint): bigint {
  const mixed = times(shiftMixed(times(second, MULTIPLIER)), MULTIPLIER);
  const product = times(first ^ MULTIPLIER ^ mixed, MULTIPLIER);
  return shiftMixed(times(shiftMixed(product), MULTIPLIER));
}

function times(a: bigint, b: bigint): bigint {
  return BigInt.asUintN(64, a * b);
}

function shiftMixed(value: bigint): bigint {
  return value ^ (value >> 47n);
}
