import type { ComponentView } from '../../engine/contract/component.ts';
import type { CellView, ComponentCellView } from '../../engine/contract/notebook.ts';

/**
 * References "cell.output" that an input may take: outputs of a fitting type, of other cells. What is set now is
 * always among them, even where it no longer fits, so that it can be seen. Several references are joined by newlines.
 */
export function inputChoices(
  cells: readonly CellView[],
  components: readonly ComponentView[],
  about: {
    readonly cell: Pick<ComponentCellView, 'id'>;
    readonly input: Pick<ComponentView['inputs'][string], 'types'>;
    readonly references: readonly string[];
  },
): readonly string[] {
  const byName = new Map(components.map((component) => [component.name, component]));
  const fitting = cells.flatMap((cell) =>
    cell.kind === 'component' && cell.id !== about.cell.id
      ? Object.entries(byName.get(cell.component)?.outputs ?? {})
          .filter(([, output]) => about.input.types.includes(output.type))
          .map(([key]) => `${cell.id}.${key}`)
      : [],
  );
  const current = about.references.join('\n');
  return current === '' || fitting.includes(current) ? fitting : [current, ...fitting];
}
