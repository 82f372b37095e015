import { EvaluationError } from '../../../formats/evaluation/evaluation-error.ts';
import type { MetricSubKey } from '../../../formats/evaluation/metric-key.ts';
import type { Thresholds } from './binary-confusion.ts';
import type { MetricDefinition } from './computation.ts';
import type { OutputShape } from './scored-example.ts';

/** Makes what a metric's class name stands for; several values where a metric has one for each class. */
export type MetricFactory = (request: MetricRequest) => readonly MetricDefinition[];

/** One metric as an EvalConfig asks for it, with the output it will be computed on. */
export class MetricRequest {
  readonly className: string;
  readonly shape: OutputShape;
  readonly #config: Readonly<Record<string, unknown>>;
  readonly #subKey: MetricSubKey;

  constructor(options: {
    readonly className: string;
    /** The metric's `config` as parsed from its JSON text. */
    readonly config: Readonly<Record<string, unknown>>;
    readonly shape: OutputShape;
    readonly subKey: MetricSubKey;
  }) {
    this.className = options.className;
    this.shape = options.shape;
    this.#config = options.config;
    this.#subKey = options.subKey;
  }

  /** The configured name, or the class name in snake case as Keras has it; with a sub key where there is one. */
  named(subKey: MetricSubKey = this.#subKey): { name: string; subKey?: MetricSubKey } {
    const name = this.text('name', snakeCase(this.className));
    return Object.keys(subKey).length === 0 ? { name } : { name, subKey };
  }

  get subKey(): MetricSubKey {
    return this.#subKey;
  }

  /** Thresholds and class of a yes-or-no metric, from its own configuration and from `binarize`. */
  binary(): { thresholds: Thresholds | null; subKey: MetricSubKey } {
    const classId = this.integer('class_id');
    const topK = this.integer('top_k');
    const own = { ...(classId !== undefined && { classId }), ...(topK !== undefined && { topK }) };
    return { thresholds: this.#thresholds(), subKey: { ...this.#subKey, ...own } };
  }

  integer(key: string): number | undefined {
    const value = this.#config[key];
    if (value === undefined || value === null) {
      return undefined;
    }
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
      throw this.refused(`"${key}" is ${JSON.stringify(value)}, not a whole number from 0`);
    }
    return value;
  }

  text(key: string, otherwise: string): string {
    const value = this.#config[key];
    return typeof value === 'string' && value !== '' ? value : otherwise;
  }

  flag(key: string): boolean | undefined {
    const value = this.#config[key];
    return typeof value === 'boolean' ? value : undefined;
  }

  numbers(key: string): readonly number[] | undefined {
    const value = this.#config[key];
    const list = typeof value === 'number' ? [value] : value;
    return Array.isArray(list) && list.every((item) => typeof item === 'number') ? list : undefined;
  }

  /** The number of classes, checked against what the configuration expects. */
  classes(): number {
    const expected = this.integer('num_classes');
    const { classes } = this.shape;
    if (classes < 2) {
      throw this.misfit('needs predictions for two classes or more, and the model gives one value');
    }
    if (expected !== undefined && expected !== classes) {
      throw this.misfit(`is set to ${expected} classes, and the model predicts ${classes}`);
    }
    return classes;
  }

  /** @returns the error for a metric that this model's output cannot have */
  misfit(why: string): EvaluationError {
    return new EvaluationError('metric-does-not-fit', `The metric "${this.className}" ${why}`, {
      hint: 'Remove the metric from "metrics_specs", or choose one for this kind of model',
      location: { parameter: 'eval_config' },
    });
  }

  refused(what: string): EvaluationError {
    return new EvaluationError('bad-eval-config', `In the configuration of "${this.className}" ${what}`, {
      location: { parameter: 'eval_config' },
    });
  }

  #thresholds(): Thresholds | null {
    const list = this.numbers('thresholds');
    if (list !== undefined) {
      return { at: list };
    }
    const count = this.integer('num_thresholds');
    if (count !== undefined && count < 2) {
      throw this.refused(`"num_thresholds" is ${count}, at least 2 are needed`);
    }
    return count === undefined ? null : { count };
  }
}

/** Keras's rule for default metric names: "AUCPrecisionRecall" is auc_precision_recall, "MeanIoU" is mean_io_u. */
export function snakeCase(className: string): string {
  return className
    .replace(/(.)([A-Z][a-z0-9]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
