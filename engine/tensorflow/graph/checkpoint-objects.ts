import { create, toBinary } from '@bufbuild/protobuf';
import { TrackableObjectGraphSchema } from '../../formats/proto/gen/tensorflow/core/protobuf/trackable_object_graph_pb.js';
import type { HostTensor } from '../host-tensor.ts';

/** The tensor of a checkpoint that says which of Python's objects its other tensors belong to. */
export const CHECKPOINT_OBJECTS_KEY = '_CHECKPOINTABLE_OBJECT_GRAPH';

/** What the list of all variables is called in the objects of a SavedModel and of its checkpoint. */
export const VARIABLES_ATTRIBUTE = 'variables';

/** The key of a variable's value in a checkpoint; Python's loader refuses keys without this ending. */
export function checkpointKey(variable: string): string {
  return `${variable}/.ATTRIBUTES/VARIABLE_VALUE`;
}

/**
 * The serialized object graph of a checkpoint whose root has all variables in one list. `tf.saved_model.load` finds
 * the values by it: from the root through the names of attributes to the key in the checkpoint.
 */
export function checkpointObjects(names: readonly string[]): HostTensor {
  const [list, firstVariable] = [1, 2];
  const variables = names.map((name) => ({
    attributes: [{ name: 'VARIABLE_VALUE', fullName: name, checkpointKey: checkpointKey(name) }],
    hasCheckpointValues: true,
  }));
  const items = names.map((_, index) => ({ nodeId: firstVariable + index, localName: String(index) }));
  const graph = create(TrackableObjectGraphSchema, {
    nodes: [
      { children: [{ nodeId: list, localName: VARIABLES_ATTRIBUTE }], hasCheckpointValues: true },
      { children: items, hasCheckpointValues: true },
      ...variables,
    ],
  });
  return { dtype: 'string', shape: [], data: [toBinary(TrackableObjectGraphSchema, graph)] };
}
