/** A colour by hue (degrees), saturation and lightness (0 to 100). */
export interface Color {
  readonly hue: number;
  readonly saturation: number;
  readonly lightness: number;
}

export function css({ hue, saturation, lightness }: Color, alpha = 1): string {
  return `hsla(${hue.toFixed(0)},${saturation.toFixed(0)}%,${lightness.toFixed(0)}%,${alpha})`;
}

/** The same colour, lighter (positive) or darker (negative) by so many points. */
export function shade(color: Color, points: number): Color {
  return { ...color, lightness: Math.min(97, Math.max(4, color.lightness + points)) };
}
