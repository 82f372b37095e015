import type { ComponentCellView } from '../../engine/contract/notebook.ts';

/** What a cell is called: the name its author gave it, or its component's where that is its name. */
export function cellName({
  id,
  component,
  title,
}: Pick<ComponentCellView, 'id' | 'component' | 'title'>): string {
  return id === component ? title : id;
}
