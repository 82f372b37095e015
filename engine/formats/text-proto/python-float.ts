/** A number as Python's `repr` prints a float; text files that TFX writes hold numbers in this form. */
export function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  const [digits = '0', exponentText = '0'] = Math.abs(value).toExponential().split('e');
  const exponent = Number(exponentText);
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  if (exponent < -4 || exponent >= 16) {
    const size = String(Math.abs(exponent)).padStart(2, '0');
    return `${sign}${digits}e${exponent < 0 ? '-' : '+'}${size}`;
  }
  return sign + positional(digits.replace('.', ''), exponent);
}

/** A float32 value: the shortest digits that give it back, as Python's text format prints `float` fields. */
export function pythonFloat32(value: number): string {
  for (let precision = 1; precision < 10; precision++) {
    const short = Number(value.toPrecision(precision));
    if (Math.fround(short) === Math.fround(value)) return pythonFloat(short);
  }
  return pythonFloat(value);
}

function positional(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  const padded = digits.padEnd(exponent + 1, '0');
  return `${padded.slice(0, exponent + 1)}.${padded.slice(exponent + 1) || '0'}`;
}
