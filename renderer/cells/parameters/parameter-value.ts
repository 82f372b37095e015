import type { ComponentCellView, NotebookView } from '../../../engine/contract/notebook.ts';
import type { Field } from './field.ts';

/** A parameter as it stands: written in the file, taken from the notebook's parameters, or the default. */
export interface ParameterValue {
  readonly source: 'written' | 'runtime' | 'default';
  /** What the component gets. */
  readonly effective: unknown;
  /** The notebook's parameter it is taken from. */
  readonly runtimeName?: string;
}

export function parameterValue(
  field: Field,
  written: unknown,
  runtimeParameters: NotebookView['runtimeParameters'],
): ParameterValue {
  if (written === undefined || written === null) {
    return { source: 'default', effective: field.defaultValue };
  }
  const runtimeName = runtimeReference(written);
  if (runtimeName === undefined) {
    return { source: 'written', effective: written };
  }
  const runtime = runtimeParameters.find(({ name }) => name === runtimeName);
  return { source: 'runtime', effective: runtime?.value, runtimeName };
}

/** The notebook's parameter that an edit of this value changes; undefined where the value is the cell's own. */
export function sharedParameter({ source, effective, runtimeName }: ParameterValue): string | undefined {
  return source === 'runtime' && effective !== undefined ? runtimeName : undefined;
}

/** The name in `{ runtime: name }`. */
export function runtimeReference(value: unknown): string | undefined {
  const isReference = typeof value === 'object' && value !== null && 'runtime' in value;
  return isReference && typeof value.runtime === 'string' ? value.runtime : undefined;
}

/** What the last run used where that differs from what the next one would; undefined where it does not. */
export function changedSinceLastRun(
  field: Field,
  value: ParameterValue,
  cell: Pick<ComponentCellView, 'lastExecution'>,
): { readonly before: unknown } | undefined {
  const parameters = cell.lastExecution?.parameters;
  if (!parameters || !(field.name in parameters)) {
    return undefined;
  }
  const before = parameters[field.name];
  return JSON.stringify(before) === JSON.stringify(value.effective ?? null) ||
    JSON.stringify(before) === JSON.stringify(value.effective)
    ? undefined
    : { before };
}

/** A value as one short line. */
export function describeValue(value: unknown): string {
  if (value === undefined || value === null) {
    return 'nothing';
  }
  if (typeof value === 'string') {
    return value === '' ? 'nothing' : value;
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
