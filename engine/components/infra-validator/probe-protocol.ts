import type { ServingRequest } from './serving-requests.ts';

/** What the process that loads the model is told. */
export interface ProbeJob {
  readonly model: string;
  readonly requests: readonly ServingRequest[];
  readonly memoryLimitBytes: number;
}

/** What it answers, in this order; "failed" ends it. */
export type ProbeReport =
  | { readonly type: 'loaded'; readonly milliseconds: number }
  | { readonly type: 'answered'; readonly signature: string; readonly milliseconds: number }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'done' };

/** What a probe that takes too much memory writes to its error output before it ends. */
export const memoryMarker = 'millrace: memory limit reached';
