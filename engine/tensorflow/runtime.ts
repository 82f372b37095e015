import { createRequire } from 'node:module';
import util from 'node:util';
import type * as tfjs from '@tensorflow/tfjs';
import type { TensorFlowBinding } from './binding.ts';
import { TensorFlowError } from './tensorflow-error.ts';

export interface RuntimeOptions {
  /** Threads for one operation; TensorFlow takes every core when left out. */
  readonly threads?: number;
}

/** TensorFlow as loaded into this process: tfjs for users' code, the binding for compiled graphs. */
export interface TensorFlowRuntime {
  readonly tf: typeof tfjs;
  readonly backend: NodeBackend;
  /** libtensorflow's version, such as "2.21.0". */
  readonly version: string;
  readonly device: 'cpu' | 'gpu';
}

/** The parts of tfjs-node's kernel backend that tracing needs; `binding` is replaced while recording. */
export interface NodeBackend {
  binding: TensorFlowBinding;
  readonly tensorMap: { get(dataId: object): { id: number } };
  getInputTensorIds(tensors: readonly tfjs.TensorInfo[]): number[];
  executeMultipleOutputs(
    op: string,
    attributes: readonly unknown[],
    inputs: readonly tfjs.TensorInfo[],
    outputCount: number,
  ): tfjs.Tensor[];
}

let loaded: TensorFlowRuntime | undefined;

/**
 * Loads TensorFlow on the first call and gives the same runtime on every later one. Only worker processes may call
 * it: a native failure ends the process, and a running step blocks it.
 *
 * @throws TensorFlowError "runtime-missing" or "runtime-broken"
 */
export function tensorflow(options: RuntimeOptions = {}): TensorFlowRuntime {
  loaded ??= load(options);
  return loaded;
}

function load(options: RuntimeOptions): TensorFlowRuntime {
  setEnvironment(options);
  restoreRemovedUtilities();
  const tf = requireRuntime();
  const backend = tf.backend() as unknown as NodeBackend;
  return {
    tf,
    backend,
    version: backend.binding.TF_Version,
    device: backend.binding.isUsingGpuDevice() ? 'gpu' : 'cpu',
  };
}

/** The binding passes no session options, so what they would hold is set where libtensorflow also looks. */
function setEnvironment({ threads }: RuntimeOptions): void {
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  process.env.TF_FORCE_GPU_ALLOW_GROWTH ??= 'true';
  if (threads !== undefined) {
    process.env.TF_NUM_INTRAOP_THREADS = String(threads);
  }
}

/** tfjs-node 4.22 calls `util.isNullOrUndefined`, which Node 23 removed, and `util.isArray`, which warns. */
function restoreRemovedUtilities(): void {
  Object.assign(util, {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  });
}

function requireRuntime(): typeof tfjs {
  try {
    return createRequire(import.meta.url)('@tensorflow/tfjs-node-gpu');
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const missing = /can not be found|Cannot find module|cannot open shared object/.test(message);
    throw new TensorFlowError(
      missing ? 'runtime-missing' : 'runtime-broken',
      missing ? 'TensorFlow is not set up on this machine' : 'TensorFlow does not load',
      { hint: 'Run "npm run setup", then "npm run doctor" to see what it found', details: message, cause },
    );
  }
}
