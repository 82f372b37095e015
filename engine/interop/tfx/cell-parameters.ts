import type { ComponentDefinition } from '../../pipeline/component.ts';
import { parameterFields } from '../../pipeline/component-fields.ts';
import type { JsonValue } from '../../pipeline/notebook.ts';
import type { Python } from '../python/python-code.ts';
import { holdsArgument, isEqual, type Traced, traceValue, valueToPython } from './traced-value.ts';

export interface CellParametersOptions {
  readonly definition: ComponentDefinition;
  readonly values: Readonly<Record<string, unknown>>;
  readonly written: Readonly<Record<string, JsonValue>>;
  /** Python names of the runtime parameters. */
  readonly identifiers: ReadonlyMap<string, string>;
}

/** A parameter that nothing of an export has asked for, though it is not as it would be without. */
export interface LeftParameter {
  readonly name: string;
  readonly value: unknown;
}

/**
 * The parameters of a cell that is exported. It keeps count of what was asked for, so that what an exporter does not
 * carry over is known and told rather than lost.
 */
export class CellParameters {
  readonly #options: CellParametersOptions;
  readonly #taken = new Set<string>();
  readonly #fixed: string[] = [];

  constructor(options: CellParametersOptions) {
    this.#options = options;
  }

  /** A value with its runtime parameters; undefined where there is none. */
  traced(name: string): Traced | undefined {
    this.#taken.add(name);
    const value = this.#options.values[name];
    return value === undefined
      ? undefined
      : traceValue(value, this.#options.written[name], this.#options.identifiers);
  }

  /** A value as Python; undefined where it equals `omit`, which is what TFX does without it. */
  python(name: string, omit?: unknown): Python | undefined {
    const value = this.traced(name);
    return value === undefined || isEqual(value, omit) ? undefined : valueToPython(value);
  }

  /** A value for an exporter to decide by, without its runtime parameters; it still has to be asked for. */
  peek<Value>(name: string): Value {
    return this.#options.values[name] as Value;
  }

  /** A value for an exporter to take apart; runtime parameters in it are fixed to what they are now. */
  plain<Value>(name: string): Value {
    if (holdsArgument(this.traced(name))) this.#fixed.push(name);
    return this.peek(name);
  }

  /** Every parameter that was not asked for yet, as Python. */
  rest(): Record<string, Python | undefined> {
    const names = parameterFields(this.#options.definition)
      .map(({ name }) => name)
      .filter((name) => !this.#taken.has(name));
    return Object.fromEntries(names.map((name) => [name, this.python(name)]));
  }

  /** Says that a parameter's work is done already, or that a note of its own tells of it. */
  settle(...names: readonly string[]): void {
    for (const name of names) this.#taken.add(name);
  }

  /** Parameters whose runtime parameters the export has fixed. */
  get fixed(): readonly string[] {
    return this.#fixed;
  }

  /** What was set and not asked for. */
  get left(): readonly LeftParameter[] {
    return parameterFields(this.#options.definition)
      .filter(({ name, defaultValue }) => {
        const value = this.#options.values[name];
        return !this.#taken.has(name) && value !== undefined && !isEqual(value, defaultValue);
      })
      .map(({ name }) => ({ name, value: this.#options.values[name] }));
  }
}
