import { toBinary } from '@bufbuild/protobuf';
import { SavedModelSchema } from '../../formats/proto/gen/tensorflow/core/protobuf/saved_model_pb.js';
import { writeFingerprint } from './fingerprint.ts';
import { unnamedOperations } from './function-outputs.ts';
import { type ObjectVariable, savedObjects } from './object-graph.ts';
import { type SavedModelSpec, savedModel, writeSavedModelFiles } from './write-saved-model.ts';

/**
 * Writes a SavedModel for other programs: like `writeSavedModel`, with `fingerprint.pb` and, where `variables` are
 * named, with the objects that `tf.saved_model.load` gives. The variables' values must already be there.
 *
 * @returns operations that cannot be part of a function; if there are any, the model is written without objects, and
 *   Python loads it the way of TensorFlow 1, which gives signatures too
 */
export async function exportSavedModel(
  directory: string,
  spec: SavedModelSpec,
  variables?: readonly ObjectVariable[],
): Promise<string[]> {
  const model = savedModel(spec);
  const [graph] = model.metaGraphs;
  const unnamed = variables === undefined ? [] : unnamedOperations(spec);
  if (graph !== undefined && variables !== undefined && unnamed.length === 0) {
    const objects = savedObjects(spec, variables);
    graph.objectGraphDef = objects.graph;
    graph.graphDef?.library?.function.push(...objects.functions);
  }
  await writeSavedModelFiles(directory, toBinary(SavedModelSchema, model), spec);
  await writeFingerprint(directory);
  return unnamed;
}
