import type * as tfjs from '@tensorflow/tfjs';
import { tensorflow } from '../../../tensorflow/runtime.ts';
import type { Recorder } from '../../../tensorflow/tracing/recorder.ts';
import { TransformError } from '../transform-error.ts';
import type { AnalyzerResult, AnalyzerSpec } from './analyzer-spec.ts';

/** One call of an analyzer in the preprocessing function, by its place in the order of calls. */
export interface AnalyzerCall {
  readonly spec: AnalyzerSpec;
  /** Kept alive until the recording ends. */
  readonly inputs: readonly tfjs.Tensor[];
}

/** The smallest and the largest value that categories are numbered by. */
export interface IntegerDomain {
  readonly min: number;
  readonly max: number;
}

/**
 * What analyzers answer while the preprocessing function is traced: the frozen result where it is known, else a
 * stand-in of the right shape, so that the trace shows what must be read from the data.
 */
export class Analysis {
  readonly calls: AnalyzerCall[] = [];
  readonly #files = new Set<string>();
  readonly #domains = new Map<number, IntegerDomain>();
  readonly #recorder: Recorder;
  readonly #results: readonly AnalyzerResult[];

  constructor(recorder: Recorder, results: readonly AnalyzerResult[]) {
    this.#recorder = recorder;
    this.#results = results;
  }

  get recorder(): Recorder {
    return this.#recorder;
  }

  /** @returns the result, or undefined while it is not known */
  call(spec: AnalyzerSpec, inputs: readonly tfjs.Tensor[]): AnalyzerResult | undefined {
    const { tf } = tensorflow();
    this.calls.push({ spec, inputs: inputs.map((input) => tf.keep(input.clone())) });
    return this.#results[this.calls.length - 1];
  }

  /** A tensor that stands for a value still to be found. */
  pending(shape: readonly number[]): tfjs.Tensor {
    const tensor = tensorflow().tf.ones([...shape]);
    this.#recorder.declare(tensor, { kind: 'pending', index: this.calls.length - 1 });
    return tensor;
  }

  /** Takes a name for an asset file. @throws TransformError "vocabulary-name-taken" */
  claimFile(file: string): string {
    if (this.#files.has(file)) {
      throw new TransformError('vocabulary-name-taken', `Two vocabularies are named "${file}"`, {
        hint: 'Give each call of computeAndApplyVocabulary a name of its own, and use its result as often as needed',
      });
    }
    this.#files.add(file);
    return file;
  }

  /** Remembers which integers a tensor can hold. */
  declareDomain(tensor: tfjs.Tensor, domain: IntegerDomain): void {
    this.#domains.set(tensor.id, domain);
  }

  /** What was declared of a tensor. */
  domainOf(tensor: tfjs.Tensor): IntegerDomain | undefined {
    return this.#domains.get(tensor.id);
  }

  dispose(): void {
    tensorflow().tf.dispose(this.calls.flatMap(({ inputs }) => [...inputs]));
  }
}

let current: Analysis | undefined;

/** Runs the preprocessing function with analyzers answering from `analysis`. */
export function withAnalysis<Result>(analysis: Analysis, run: () => Result): Result {
  current = analysis;
  try {
    return run();
  } finally {
    current = undefined;
  }
}

/** @throws TransformError "analyzers-changed" when an analyzer is called outside of a preprocessing function */
export function currentAnalysis(): Analysis {
  if (current === undefined) {
    throw new TransformError('analyzers-changed', 'An analyzer was called outside of preprocessingFn', {
      hint: 'Call scaleToZScore, vocabulary and the like inside preprocessingFn, before it returns',
    });
  }
  return current;
}
