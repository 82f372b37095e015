import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { canonicalJson } from '../base/canonical-json.ts';
import type { ComponentDefinition } from '../pipeline/component.ts';
import { parameterFields } from '../pipeline/component-fields.ts';

/** The version of the key's composition; a bump makes every cell stale without deleting anything. */
export const keyVersion = 1;

/** What a key is made of. Stored with each execution, so that reasons can be told by comparing (rule K6). */
export const keyPartsSchema = z.object({
  v: z.number(),
  kind: z.string(),
  impl: z.number(),
  /** Semantic parameters that differ from their defaults. */
  config: z.record(z.string(), z.json()),
  /** Data digests of input artifacts by input key, in order (rule S2). */
  inputs: z.record(z.string(), z.array(z.string())),
  /** Digests of user modules and what they import, by path relative to the notebook. */
  code: z.record(z.string(), z.string()),
  /** Digest over the files a cell reads besides its inputs; null when it reads none. */
  sources: z.string().nullable(),
  /** TensorFlow's version and device, for kinds that declare they depend on it. */
  runtime: z.record(z.string(), z.string()).nullable(),
  /** What a resolver chooses from the history now: data digests by output key. */
  resolved: z.record(z.string(), z.array(z.string())).nullable(),
  /** Raised by "forget this result". */
  salt: z.number(),
});
export type KeyParts = z.infer<typeof keyPartsSchema>;

export interface CacheKey {
  /** 64 hexadecimal digits; also the name of the `execution_cache` context. */
  readonly key: string;
  readonly parts: KeyParts;
}

export interface KeyIngredients extends Omit<KeyParts, 'v' | 'kind' | 'impl' | 'config'> {
  readonly definition: ComponentDefinition;
  /** Validated, with defaults. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** The cache key of a cell as configured now. */
export function makeCacheKey({ definition, parameters, ...rest }: KeyIngredients): CacheKey {
  const parts: KeyParts = {
    v: keyVersion,
    kind: definition.name,
    impl: definition.impl,
    config: semanticConfig(definition, parameters),
    ...rest,
  };
  return { parts, key: createHash('sha256').update(canonicalJson(parts)).digest('hex') };
}

/**
 * The parameters that decide the result: without cosmetic ones (S7), without those equal to their default (K1), and
 * without paths whose contents enter the key by themselves (K2).
 */
export function semanticConfig(
  definition: ComponentDefinition,
  parameters: Readonly<Record<string, unknown>>,
): KeyParts['config'] {
  const contentIsInKey = definition.prepare !== undefined;
  const entries = parameterFields(definition)
    .filter((field) => !field.cosmetic && !(contentIsInKey && isPathWidget(field.widget)))
    .map((field) => ({ ...field, value: parameters[field.name] }))
    .filter(({ value, defaultValue }) => value !== undefined && !isDeepStrictEqual(value, defaultValue))
    .map(({ name, value }) => [name, JSON.parse(JSON.stringify(value)) as unknown]);
  return Object.fromEntries(entries) as KeyParts['config'];
}

function isPathWidget(widget: string | undefined): boolean {
  return widget === 'file' || widget === 'folder' || widget === 'module';
}
