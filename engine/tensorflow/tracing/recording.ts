import type { BindingAttribute } from '../binding.ts';
import type { DTypeName } from '../graph/dtype.ts';
import type { GraphBuilder, GraphTensor } from '../graph/graph-builder.ts';
import type { HostTensor } from '../host-tensor.ts';

/** Where a recorded value comes from. */
export type Source =
  | { readonly kind: 'input'; readonly index: number }
  | { readonly kind: 'variable'; readonly index: number }
  | { readonly kind: 'constant'; readonly index: number }
  /** A value that is not known yet, such as the mean of data still to be read; it can be named but not emitted. */
  | { readonly kind: 'pending'; readonly index: number }
  | { readonly kind: 'operation'; readonly index: number; readonly output: number };

export interface RecordedTensor {
  readonly shape: readonly number[];
  readonly dtype: DTypeName;
}

/** One kernel that tfjs ran. `scope` is the layer that asked for it, "" outside of layers. */
export interface RecordedOperation {
  readonly op: string;
  readonly scope: string;
  readonly attributes: readonly BindingAttribute[];
  readonly inputs: readonly Source[];
  readonly outputs: readonly RecordedTensor[];
  /** Writes the operation, for those that stand for more than one node. */
  readonly emit?: EmitOperation;
}

export type EmitOperation = (builder: GraphBuilder, inputs: readonly GraphTensor[]) => GraphTensor;

/** What one run of a function did, for one size of the batch. */
export interface Recording {
  readonly operations: readonly RecordedOperation[];
  readonly constants: readonly HostTensor[];
  readonly outputs: readonly (RecordedTensor & { readonly source: Source })[];
  /** Variables that the function assigned, with their new value. */
  readonly assignments: readonly { readonly variable: number; readonly value: Source }[];
}
