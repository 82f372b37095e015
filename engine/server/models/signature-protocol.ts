import type { HostTensor } from '../../tensorflow/host-tensor.ts';

/** A question to the process that runs SavedModels. */
export interface ToSignatureProcess {
  readonly id: number;
  readonly directory: string;
  /** Of the graph in the SavedModel; "serve" when left out. */
  readonly tag?: string;
  readonly signature: string;
  readonly inputs: Readonly<Record<string, HostTensor>>;
}

export type FromSignatureProcess =
  | { readonly id: number; readonly ok: true; readonly outputs: Readonly<Record<string, HostTensor>> }
  | {
      readonly id: number;
      readonly ok: false;
      readonly error: { readonly message: string; readonly hint?: string; readonly details?: string };
    };
