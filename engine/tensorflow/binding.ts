/** An attribute as the native binding takes it; `type` is one of its `TF_ATTR_*` numbers. */
export interface BindingAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

export interface BindingTensor {
  readonly id: number;
  readonly shape: number[];
  readonly dtype: number;
}

export type BindingValues = Float32Array | Int32Array | BigInt64Array | Uint8Array | Uint8Array[];

/** The native functions of tfjs-node (binding/tfjs_binding.cc) that Millrace calls. All are synchronous. */
export interface TensorFlowBinding {
  readonly TF_Version: string;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_SHAPE: number;
  createTensor(shape: readonly number[], dtype: number, values: BindingValues): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): BindingValues;
  executeOp(
    op: string,
    attributes: readonly BindingAttribute[],
    inputIds: readonly number[],
    outputCount: number,
  ): BindingTensor[];
  /** @returns the id of a session; `tags` are joined by commas */
  loadSavedModel(directory: string, tags: string): number;
  deleteSavedModel(session: number): void;
  /** Names are graph outputs such as "add:0", joined by commas. */
  runSavedModel(
    session: number,
    inputIds: readonly number[],
    inputs: string,
    outputs: string,
  ): BindingTensor[];
  isUsingGpuDevice(): boolean;
  getNumOfTensors(): number;
}
