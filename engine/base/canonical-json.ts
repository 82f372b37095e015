/**
 * The one text that stands for a JSON value, whoever wrote it: keys sorted by UTF-16 code units, no insignificant
 * space, numbers in their shortest round-trip form (RFC 8785). Fields that are undefined are left out.
 *
 * @throws TypeError for NaN, infinities and anything JSON cannot hold, because two of them would hash alike
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') {
    return JSON.stringify(value);
  }
  if (typeof value === 'number') {
    return numberText(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(canonicalJson).join(',')}]`;
  }
  if (typeof value === 'object') {
    return `{${fieldTexts(value).join(',')}}`;
  }
  throw new TypeError(`Cannot write a ${typeof value} as canonical JSON`);
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) {
    throw new TypeError(`Cannot write ${value} as canonical JSON: numbers must be finite`);
  }
  return JSON.stringify(value);
}

function fieldTexts(value: object): readonly string[] {
  return Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`);
}
