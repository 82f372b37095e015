import * as z from 'zod';
import { components } from '../../components/registry.ts';
import type { ComponentView, componentMethods } from '../../contract/component.ts';
import type { ComponentDefinition } from '../../pipeline/component.ts';
import type { Handlers } from '../handler.ts';

export const componentHandlers = {
  'components.list': async () => components.map(describeComponent),
} satisfies Handlers<typeof componentMethods>;

/** What forms and palettes show of a definition; the parameters as JSON Schema with titles, defaults and widgets. */
export function describeComponent(definition: ComponentDefinition): ComponentView {
  const { name, title, summary, category, effects } = definition;
  const inputs = Object.entries(definition.inputs).map(([key, { types, optional, description }]) => [
    key,
    { types: [...types], optional: optional ?? false, description },
  ]);
  return {
    name,
    title,
    summary,
    category,
    effects,
    inputs: Object.fromEntries(inputs),
    outputs: { ...definition.outputs },
    parameters: z.toJSONSchema(definition.parameters, { io: 'input', unrepresentable: 'any' }),
  };
}
