import { attribute } from './attributes.ts';
import { CHECKPOINT_OBJECTS_KEY, checkpointKey, checkpointObjects } from './checkpoint-objects.ts';
import type { DTypeName } from './dtype.ts';
import { type GraphBuilder, type GraphTensor, outputOf } from './graph-builder.ts';

export interface VariableSpec {
  readonly name: string;
  readonly dtype: DTypeName;
  readonly shape: readonly number[];
}

/** A resource variable of a graph; `handle` is what assigning and reading operations take. */
export interface GraphVariable extends VariableSpec {
  readonly handle: GraphTensor;
}

/** The name is also the variable's identity in the session and in checkpoints. */
export function addVariable(builder: GraphBuilder, spec: VariableSpec): GraphVariable {
  const handle = builder.add('VarHandleOp', {
    name: spec.name,
    attributes: {
      dtype: attribute.type(spec.dtype),
      shape: attribute.shape(spec.shape),
      shared_name: attribute.string(spec.name),
    },
  });
  return { ...spec, handle };
}

export function readVariable(
  builder: GraphBuilder,
  variable: GraphVariable,
  after: readonly GraphTensor[] = [],
): GraphTensor {
  return builder.add('ReadVariableOp', {
    name: `${variable.name}/Read`,
    inputs: [variable.handle],
    attributes: { dtype: attribute.type(variable.dtype) },
    after,
  });
}

/** @returns the assigning node, to run something after it */
export function assignVariable(
  builder: GraphBuilder,
  variable: GraphVariable,
  value: GraphTensor,
  op: 'AssignVariableOp' | 'AssignSubVariableOp' | 'AssignAddVariableOp' = 'AssignVariableOp',
): GraphTensor {
  return builder.add(op, {
    name: `${variable.name}/Assign`,
    inputs: [variable.handle, value],
    attributes: { dtype: attribute.type(variable.dtype) },
  });
}

/** The nodes of a SaverDef: TensorFlow's own checkpoint format, written and read by the graph itself. */
export interface GraphSaver {
  readonly filename: GraphTensor;
  /** Gives the file name once everything is written. */
  readonly saved: GraphTensor;
  readonly restored: GraphTensor;
}

/**
 * Adds operations that save variables to, and restore them from, the checkpoint prefix fed to `filename`; what is
 * saved tells Python too which object each value belongs to.
 */
export function addSaver(builder: GraphBuilder, variables: readonly GraphVariable[]): GraphSaver {
  const filename = builder.placeholder('filename', 'string', []);
  const names = builder.strings(variables.map(({ name }) => checkpointKey(name)));
  const slices = builder.strings(variables.map(() => ''));
  const types = attribute.types(variables.map(({ dtype }) => dtype));
  const saved = addSave(builder, filename, variables);
  const restore = builder.add('RestoreV2', {
    inputs: [filename, names, slices],
    attributes: { dtypes: types },
  });
  const assigned = variables.map((variable, index) =>
    builder.add('AssignVariableOp', {
      name: `${variable.name}/Restore`,
      inputs: [variable.handle, outputOf(restore, index)],
      // A checkpoint may hold a variable of the same name and another shape.
      attributes: { dtype: attribute.type(variable.dtype), validate_shape: attribute.bool(true) },
    }),
  );
  return {
    filename,
    saved,
    restored: builder.add('NoOp', { name: 'restored', after: assigned }),
  };
}

/** Adds the saving alone. @returns the file name once everything is written */
export function addSave(
  builder: GraphBuilder,
  filename: GraphTensor,
  variables: readonly GraphVariable[],
): GraphTensor {
  const names = variables.map(({ name }) => name);
  const keys = [...names.map(checkpointKey), CHECKPOINT_OBJECTS_KEY];
  const objects = builder.constant(checkpointObjects(names), 'objects');
  const save = builder.add('SaveV2', {
    inputs: [
      filename,
      builder.strings(keys),
      builder.strings(keys.map(() => '')),
      ...variables.map((variable) => readVariable(builder, variable)),
      objects,
    ],
    attributes: { dtypes: attribute.types([...variables.map(({ dtype }) => dtype), 'string']) },
  });
  return builder.add('Identity', {
    name: 'saved',
    inputs: [filename],
    attributes: { T: attribute.type('string') },
    after: [save],
  });
}
