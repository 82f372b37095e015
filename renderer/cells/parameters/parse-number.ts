export interface NumberLimits {
  readonly isInteger: boolean;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
}

export type ParsedNumber =
  | { readonly ok: true; readonly value: number | null }
  | { readonly ok: false; readonly message: string };

/** What a person typed as a number, with "1e-3" and "1_000" understood; nothing typed is null. */
export function parseNumber(text: string, { isInteger, minimum, maximum }: NumberLimits): ParsedNumber {
  const trimmed = text.trim().replaceAll('_', '');
  if (trimmed === '') {
    return { ok: true, value: null };
  }
  const value = Number(trimmed);
  if (!Number.isFinite(value)) {
    return { ok: false, message: 'Not a number' };
  }
  if (isInteger && !Number.isInteger(value)) {
    return { ok: false, message: 'Must be a whole number' };
  }
  if (minimum !== undefined && value < minimum) {
    return { ok: false, message: `Must be at least ${minimum}` };
  }
  if (maximum !== undefined && value > maximum) {
    return { ok: false, message: `Must be at most ${maximum}` };
  }
  return { ok: true, value };
}
