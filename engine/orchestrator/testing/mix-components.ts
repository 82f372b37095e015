import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { type ComponentDefinition, defineComponent, type Executor } from '../../pipeline/component.ts';

/** Results are numbers below this, so that different inputs often give equal data (early cut-off, rule S2). */
export const modulus = 3;

/** A component for random graphs: it adds a number to the numbers it reads. */
export const mixComponents = [
  defineComponent({
    name: 'Mix',
    title: 'Mix',
    summary: 'Adds numbers',
    category: 'data',
    impl: 1,
    mlmdType: 'millrace.testing.Mix',
    mlmdBaseType: null,
    inputs: { examples: { types: ['Examples'], optional: true, description: 'Numbers' } },
    outputs: { examples: { type: 'Examples', description: 'Their sum' } },
    parameters: z.object({ add: z.number().int().default(0), fail: z.boolean().default(false) }),
    cache: 'reuse',
    effects: 'none',
    resources: 'light',
    dependsOnRuntime: false,
  }),
] as readonly unknown[] as readonly ComponentDefinition[];

/** Set by a test to hold executions of a cell open. */
export const gate: { wait: (signal: AbortSignal) => Promise<void> } = { wait: async () => undefined };

const mix: Executor<{ add: number; fail: boolean }> = async ({ inputs, outputs, parameters, signal }) => {
  await gate.wait(signal);
  if (parameters.fail) {
    throw new Error('Mixing failed, as it was told to');
  }
  const numbers = await Promise.all(
    (inputs.examples ?? []).map(async ({ path }) => Number(await readFile(join(path, 'number.txt'), 'utf8'))),
  );
  const sum = numbers.reduce((total, number) => total + number, parameters.add);
  await writeFile(join(outputs.examples?.path ?? '', 'number.txt'), String(sum % modulus));
  return undefined;
};

// biome-ignore lint/suspicious/noExplicitAny: executors have different parameter types
export const executors: Readonly<Record<string, () => Promise<Executor<any>>>> = { Mix: async () => mix };
