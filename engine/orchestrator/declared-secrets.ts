import type { ComponentDefinition } from '../pipeline/component.ts';
import type { PipelineContext } from './pipeline-context.ts';

/** The user's secrets that a component declares, by service; those that nobody has given are left out. */
export function declaredSecrets(
  context: Pick<PipelineContext, 'secrets'>,
  definition: Pick<ComponentDefinition, 'secrets'>,
): Readonly<Record<string, string>> {
  const entries = (definition.secrets ?? []).flatMap((service) => {
    const secret = context.secrets(service);
    return secret === undefined ? [] : [[service, secret] as const];
  });
  return Object.fromEntries(entries);
}
