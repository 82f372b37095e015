import type { ComponentDefinition } from './component.ts';
import type { Cell } from './notebook.ts';

/**
 * Connections for a new cell: each required input takes the nearest output above that fits, preferring one of the
 * input's own name.
 */
export function suggestInputs(
  definition: ComponentDefinition,
  cellsAbove: readonly Cell[],
  components: readonly ComponentDefinition[],
): Record<string, string> {
  const outputs = cellsAbove.toReversed().flatMap((cell) => outputsOf(cell, components));
  const suggestions = Object.entries(definition.inputs)
    .filter(([, spec]) => !spec.optional)
    .flatMap(([key, spec]) => {
      const fitting = outputs.filter((output) => spec.types.some((type) => type === output.type));
      const best = fitting.find((output) => output.name === key) ?? fitting[0];
      return best ? [[key, `${best.cell}.${best.name}`] as const] : [];
    });
  return Object.fromEntries(suggestions);
}

function outputsOf(
  cell: Cell,
  components: readonly ComponentDefinition[],
): readonly { readonly cell: string; readonly name: string; readonly type: string }[] {
  if (cell.kind === 'note') {
    return [];
  }
  const definition = components.find(({ name }) => name === cell.component);
  return Object.entries(definition?.outputs ?? {}).map(([name, { type }]) => ({ cell: cell.id, name, type }));
}
