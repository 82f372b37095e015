import { isMap, isScalar, isSeq, type Scalar, type YAMLSeq } from 'yaml';

/** Makes every input that refers to the cell `id` refer to `newId`, keeping comments and list style. */
export function renameInDocument(cells: YAMLSeq, id: string, newId: string): void {
  for (const cell of cells.items) {
    const inputs = isMap(cell) ? cell.get('inputs') : undefined;
    for (const pair of isMap(inputs) ? inputs.items : []) {
      for (const scalar of scalarsOf(pair.value)) {
        if (typeof scalar.value === 'string' && scalar.value.startsWith(`${id}.`)) {
          scalar.value = newId + scalar.value.slice(id.length);
        }
      }
    }
  }
}

function scalarsOf(value: unknown): readonly Scalar[] {
  if (isScalar(value)) {
    return [value];
  }
  return isSeq(value) ? value.items.filter(isScalar) : [];
}
