import * as z from 'zod';
import type { ComponentView } from '../contract/component.ts';
import type { ComponentDefinition } from './component.ts';

/** A component as forms, help and palettes need it. */
export function describeComponent(definition: ComponentDefinition): ComponentView {
  const { name, title, summary, category, effects } = definition;
  const inputs = Object.entries(definition.inputs).map(([key, spec]) => [
    key,
    { types: [...spec.types], optional: spec.optional ?? false, description: spec.description },
  ]);
  return {
    name,
    title,
    summary,
    category,
    effects,
    inputs: Object.fromEntries(inputs) as ComponentView['inputs'],
    outputs: structuredClone(definition.outputs) as ComponentView['outputs'],
    parameters: z.toJSONSchema(definition.parameters, { io: 'input', unrepresentable: 'any' }),
  };
}
