import { formatNumber } from '../ui/format.ts';

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** A difference as "+0.012" or "−0.3", so that it never looks like a value; "—" where there is nothing to compare. */
export function formatDifference(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) {
    return '—';
  }
  if (value === 0) {
    return '±0';
  }
  return value > 0 ? `+${formatNumber(value)}` : withMinus(formatNumber(value));
}

/** A number short enough for an axis: "1.2K", "0.05". */
export function formatTick(value: number): string {
  const size = Math.abs(value);
  if (size >= 1000) {
    return withMinus(compact.format(value));
  }
  if (size !== 0 && size < 1e-3) {
    return withMinus(value.toExponential(0).replace('e-', 'e−'));
  }
  return withMinus(String(Number(value.toPrecision(4))));
}

/** A fraction as a percentage that tells "almost none" from "none". */
export function formatShare(fraction: number): string {
  if (fraction === 0) {
    return '0 %';
  }
  return fraction < 0.001 ? '< 0.1 %' : `${Number((fraction * 100).toFixed(1))} %`;
}

function withMinus(text: string): string {
  return text.replace(/^-/, '−');
}
