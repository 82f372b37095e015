import type { PlainError } from '../base/error-view.ts';
import type {
  ExecutionReporter,
  ExecutorContext,
  ExecutorResult,
  ProgressUpdate,
} from '../pipeline/component.ts';

/** What an executor gets, less what cannot cross to another process. */
export type WorkerContext = Omit<ExecutorContext, 'signal' | 'report'>;

export type ToWorker =
  | {
      readonly type: 'execute';
      /** URL of the module whose `executors` map holds the component. */
      readonly executors: string;
      readonly component: string;
      readonly context: WorkerContext;
    }
  | { readonly type: 'abort' };

export type WorkerReport =
  | { readonly type: 'progress'; readonly update: ProgressUpdate }
  | {
      readonly type: 'log';
      readonly level: Parameters<ExecutionReporter['log']>[0];
      readonly message: string;
    }
  | { readonly type: 'metrics'; readonly update: Parameters<ExecutionReporter['metrics']>[0] }
  | { readonly type: 'samples'; readonly update: Parameters<ExecutionReporter['samples']>[0] }
  | { readonly type: 'checkpoint'; readonly update: Parameters<ExecutionReporter['checkpoint']>[0] };

export type FromWorker =
  | WorkerReport
  | { readonly type: 'done'; readonly result: ExecutorResult }
  | { readonly type: 'aborted' }
  | { readonly type: 'failed'; readonly error: PlainError };
