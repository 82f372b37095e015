import type { ComponentView } from '../../engine/contract/component.ts';
import type { ComponentCellView } from '../../engine/contract/notebook.ts';
import type { CellTab } from './cell-tabs.ts';
import { fieldsOf } from './parameters/field.ts';

export type CellProblem = ComponentCellView['problems'][number];

/** Problems that no field in sight tells: all but on the form, and there those of names that have no field. */
export function unseenProblems(
  problems: readonly CellProblem[],
  component: Pick<ComponentView, 'parameters' | 'inputs'> | undefined,
  tab: CellTab,
): readonly CellProblem[] {
  if (tab !== 'parameters' || !component) {
    return problems;
  }
  const fields = new Set(fieldsOf(component.parameters).map(({ name }) => name));
  return problems.filter(({ parameter, input }) => {
    const isAtField = parameter !== undefined && fields.has(parameter.split('.')[0] ?? '');
    const isAtInput = input !== undefined && input in component.inputs;
    return !isAtField && !isAtInput;
  });
}
