import type { Measurement } from './measurement.ts';

/** Returns measurements as aligned lines: name, figure, what was promised and how the Python peer does. */
export function formatMeasurements(measurements: readonly Measurement[]): string {
  const width = Math.max(0, ...measurements.map(({ name }) => name.length));
  return measurements.map((each) => formatMeasurement(each, width)).join('\n');
}

function formatMeasurement({ name, value, unit, peer, ratio, bound }: Measurement, width: number): string {
  const figure = `${name.padEnd(width)}  ${significant(value)} ${unit}`;
  const promise = bound === undefined ? '' : `, to stay under ${bound} ${unit}`;
  if (peer === null) return `${figure}${promise}`;
  return `${figure}${promise}, Python ${significant(peer)} ${unit}${ratio === null ? '' : `, ratio ${significant(ratio)}`}`;
}

/** Three digits are what a benchmark on a shared machine can vouch for. */
function significant(value: number): string {
  return value >= 1000 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
