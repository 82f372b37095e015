/** An RGB colour, each channel from 0 to 255. */
export type Color = readonly [number, number, number];

/** The palette of the original's demo for its three classes, then colours that stay apart (Okabe and Ito 2008). */
const palette: readonly Color[] = [
  [0, 10, 146],
  [38, 0, 44],
  [255, 232, 0],
  [0, 158, 115],
  [213, 94, 0],
  [86, 180, 233],
  [204, 121, 167],
  [230, 159, 0],
];

/** Classes by code with their names and colours. */
export function colorClasses(names: readonly string[]): readonly { name: string; color: Color }[] {
  return names.map((name, code) => ({ name, color: palette[code % palette.length] ?? [128, 128, 128] }));
}
