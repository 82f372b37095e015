import type * as z from 'zod';
import type { ComponentDefinition } from './component.ts';

/** What a parameter's schema says about it beyond its type. */
export interface ParameterField {
  readonly name: string;
  readonly schema: z.core.$ZodType;
  /** Undefined when the parameter must be given. */
  readonly defaultValue: unknown;
  /** Display only: never part of the key (rule S7). */
  readonly cosmetic: boolean;
  readonly widget: string | undefined;
}

/** The fields of a component's parameters in the order of their declaration. */
export function parameterFields(definition: ComponentDefinition): readonly ParameterField[] {
  return Object.entries(definition.parameters.shape).map(([name, field]) => {
    const schema = field as z.ZodType;
    const meta = findMeta(schema);
    const absent = schema.safeParse(undefined);
    return {
      name,
      schema,
      defaultValue: absent.success ? absent.data : undefined,
      cosmetic: meta.cosmetic === true,
      widget: typeof meta.widget === 'string' ? meta.widget : undefined,
    };
  });
}

/** Meta given before `.default()` or `.optional()` belongs to the inner schema. */
function findMeta(schema: z.ZodType): Readonly<Record<string, unknown>> {
  const inner = (schema.def as { innerType?: z.ZodType }).innerType;
  return { ...(inner ? findMeta(inner) : {}), ...schema.meta() };
}
