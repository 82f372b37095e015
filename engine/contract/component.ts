import * as z from 'zod';
import { method } from './method.ts';

const inputViewSchema = z.object({
  types: z.array(z.string()),
  optional: z.boolean(),
  description: z.string(),
});

/** A component as forms, help and palettes need it. `parameters` is a JSON Schema made from its zod schema. */
export const componentViewSchema = z.object({
  name: z.string(),
  title: z.string(),
  summary: z.string(),
  category: z.enum(['data', 'transform', 'model', 'evaluation', 'push']),
  inputs: z.record(z.string(), inputViewSchema),
  outputs: z.record(z.string(), z.object({ type: z.string(), description: z.string() })),
  parameters: z.record(z.string(), z.unknown()),
  effects: z.enum(['none', 'outside']),
});
export type ComponentView = z.infer<typeof componentViewSchema>;

export const componentMethods = {
  'components.list': method(z.object({}), z.array(componentViewSchema)),
};
