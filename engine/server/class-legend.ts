import * as z from 'zod';

/** A class of a mask or of labels, as viewers name and paint it. */
export interface ClassLegendEntry {
  readonly code: number;
  readonly name: string;
  /** CSS hexadecimal colour. */
  readonly color: string;
}

/** Colours that people with any colour vision tell apart (Okabe and Ito, "Color universal design", 2008). */
const colors = [
  '#e69f00',
  '#56b4e9',
  '#009e73',
  '#f0e442',
  '#0072b2',
  '#d55e00',
  '#cc79a7',
  '#8c8c8c',
] as const;

const namedClasses = z.object({ classes: z.object({ names: z.array(z.string()) }) });

/**
 * Names and colours of classes by code: as many as the Examples name, or `count` where more were met; those without a
 * name are called by their code.
 */
export function classLegend(customProperties: unknown, count = 0): ClassLegendEntry[] {
  const parsed = namedClasses.safeParse(customProperties);
  const names = parsed.success ? parsed.data.classes.names : [];
  return Array.from({ length: Math.max(names.length, count) }, (_, code) => ({
    code,
    name: names[code] ?? String(code),
    color: colors[code % colors.length] ?? colors[0],
  }));
}
