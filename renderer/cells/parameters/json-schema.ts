/** The part of JSON Schema that component definitions use, as zod writes it. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  /** Millrace's own: which control to draw. */
  readonly widget?: string;
  /** Millrace's own: does not make a result stale. */
  readonly cosmetic?: boolean;
}

/** A component's `parameters` as the schema it is; anything else counts as a schema without fields. */
export function asSchema(value: unknown): JsonSchema {
  return typeof value === 'object' && value !== null ? value : {};
}
