import { toBinary } from '@bufbuild/protobuf';
import { SavedModelSchema } from '../../formats/proto/gen/tensorflow/core/protobuf/saved_model_pb.js';
import { writeFingerprint } from './fingerprint.ts';
import { type ObjectVariable, savedObjects } from './object-graph.ts';
import { type SavedModelSpec, savedModel, writeSavedModelFiles } from './write-saved-model.ts';

/**
 * Writes a SavedModel for other programs: like `writeSavedModel`, with `fingerprint.pb` and, where `variables` are
 * named, with the objects that `tf.saved_model.load` gives. The variables' values must already be there.
 */
export async function exportSavedModel(
  directory: string,
  spec: SavedModelSpec,
  variables?: readonly ObjectVariable[],
): Promise<void> {
  const model = savedModel(spec);
  const [graph] = model.metaGraphs;
  const objects = variables && savedObjects(spec, variables);
  if (graph !== undefined && objects !== undefined) {
    graph.objectGraphDef = objects.graph;
    graph.graphDef?.library?.function.push(...objects.functions);
  }
  await writeSavedModelFiles(directory, toBinary(SavedModelSchema, model), spec);
  await writeFingerprint(directory);
}
