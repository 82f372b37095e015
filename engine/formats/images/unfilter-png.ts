import { FormatError } from '../format-error.ts';

/**
 * Undoes the filters of a PNG with one byte or less a pixel (PNG specification, section 9): `filtered` is a filter
 * type and `rowBytes` bytes a row.
 * @throws FormatError "not-an-image" when rows are missing or a filter is unknown
 */
export function unfilterPng(
  filtered: Uint8Array,
  rowBytes: number,
  height: number,
  name: string,
): Uint8Array {
  if (filtered.length < (rowBytes + 1) * height) throw damaged(name, 'rows are missing');
  const rows = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; y++) {
    const source = y * (rowBytes + 1);
    const predict = PREDICTORS[filtered[source] as number];
    if (!predict) throw damaged(name, `row ${y} has an unknown filter`);
    const row = y * rowBytes;
    for (let x = 0; x < rowBytes; x++) {
      const left = x > 0 ? (rows[row + x - 1] as number) : 0;
      const up = y > 0 ? (rows[row + x - rowBytes] as number) : 0;
      const corner = x > 0 && y > 0 ? (rows[row + x - rowBytes - 1] as number) : 0;
      rows[row + x] = (filtered[source + 1 + x] as number) + predict(left, up, corner);
    }
  }
  return rows;
}

const PREDICTORS: readonly ((left: number, up: number, corner: number) => number)[] = [
  () => 0,
  (left) => left,
  (_, up) => up,
  (left, up) => (left + up) >> 1,
  paeth,
];

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

function damaged(name: string, reason: string): FormatError {
  return new FormatError('not-an-image', `Cannot read the image "${name}": ${reason}`, {
    location: { file: name },
  });
}
