import { create, toBinary } from '@bufbuild/protobuf';
import { GraphDefSchema } from '../../formats/proto/gen/tensorflow/core/framework/graph_pb.js';
import type { SavedModel } from '../../formats/proto/gen/tensorflow/core/protobuf/saved_model_pb.js';
import { reachable } from '../graph/import-graph.ts';

/**
 * The part of a SavedModel's graph that one of its signatures runs, as TensorBoard's graph page takes it.
 *
 * @returns a serialized GraphDef
 */
export function signatureGraph({ metaGraphs: [graph] }: SavedModel, signature: string): Uint8Array {
  const outputs = Object.values(graph?.signatureDef[signature]?.outputs ?? {});
  const tensors = outputs.flatMap(({ encoding }) => (encoding.case === 'name' ? [encoding.value] : []));
  const nodes = graph?.graphDef?.node ?? [];
  const needed = reachable(nodes, tensors);
  return toBinary(
    GraphDefSchema,
    create(GraphDefSchema, {
      node: nodes.filter(({ name }) => needed.has(name)),
      versions: graph?.graphDef?.versions ?? {},
      library: graph?.graphDef?.library ?? {},
    }),
  );
}
