import type * as z from 'zod';
import { didYouMean } from '../base/did-you-mean.ts';
import type { ComponentDefinition } from './component.ts';
import { parameterFields } from './component-fields.ts';
import type { ComponentCell, JsonValue, RuntimeParameter } from './notebook.ts';

export interface ParameterProblem {
  readonly parameter: string;
  readonly message: string;
  readonly hint?: string;
}

export type ResolvedParameters =
  /** Validated, runtime parameters put in, defaults filled in. */
  | { readonly ok: true; readonly values: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly problems: readonly ParameterProblem[] };

/** What an executor gets as its parameters, or what is wrong with them. */
export function resolveParameters(
  cell: ComponentCell,
  definition: ComponentDefinition,
  runtimeParameters: readonly RuntimeParameter[],
): ResolvedParameters {
  const unknown = findUnknown(cell, definition);
  const missing = findUnknownRuntime(cell, runtimeParameters);
  if (unknown.length + missing.length > 0) {
    return { ok: false, problems: [...unknown, ...missing] };
  }
  const result = definition.parameters.safeParse(substitute(cell.parameters, runtimeParameters));
  if (result.success) {
    return { ok: true, values: result.data };
  }
  const problems = result.error.issues.map((issue) => ({
    parameter: String(issue.path[0] ?? ''),
    message: problemMessage(cell.id, issue),
  }));
  return { ok: false, problems };
}

function problemMessage(cell: string, { path, message }: z.core.$ZodIssue): string {
  const parameter = `Parameter "${path.join('.')}" of cell "${cell}"`;
  return message.endsWith('received undefined')
    ? `${parameter} needs a value`
    : `${parameter} is not valid: ${message}`;
}

/** The runtime parameter's name when a value is `{ runtime: name }`. */
export function runtimeReference(value: JsonValue): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return undefined;
  }
  const entries = Object.entries(value);
  const [key, name] = entries[0] ?? [];
  return entries.length === 1 && key === 'runtime' && typeof name === 'string' ? name : undefined;
}

function findUnknown(cell: ComponentCell, definition: ComponentDefinition): readonly ParameterProblem[] {
  const known = parameterFields(definition).map((field) => field.name);
  return Object.keys(cell.parameters)
    .filter((name) => !known.includes(name))
    .map((name) => ({
      parameter: name,
      message: `${cell.component} of cell "${cell.id}" has no parameter "${name}"`,
      hint: didYouMean(name, known),
    }));
}

function findUnknownRuntime(
  cell: ComponentCell,
  runtimeParameters: readonly RuntimeParameter[],
): readonly ParameterProblem[] {
  const known = runtimeParameters.map(({ name }) => name);
  return Object.entries(cell.parameters).flatMap(([parameter, value]) =>
    runtimeNames(value)
      .filter((name) => !known.includes(name))
      .map((name) => ({
        parameter,
        message: `Parameter "${parameter}" of cell "${cell.id}" refers to the runtime parameter "${name}", which the notebook does not declare`,
        hint: didYouMean(name, known),
      })),
  );
}

function runtimeNames(value: JsonValue): readonly string[] {
  const name = runtimeReference(value);
  if (name !== undefined) {
    return [name];
  }
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap((item) => runtimeNames(item as JsonValue))
    : [];
}

function substitute(value: JsonValue, runtimeParameters: readonly RuntimeParameter[]): JsonValue {
  const name = runtimeReference(value);
  if (name !== undefined) {
    return runtimeParameters.find((parameter) => parameter.name === name)?.value ?? null;
  }
  if (Array.isArray(value)) {
    return value.map((item) => substitute(item as JsonValue, runtimeParameters));
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, item]) => [
      key,
      substitute(item as JsonValue, runtimeParameters),
    ]);
    return Object.fromEntries(entries) as JsonValue;
  }
  return value;
}
