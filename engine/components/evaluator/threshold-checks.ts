import {
  type GenericChangeThreshold,
  type GenericValueThreshold,
  MetricDirection,
} from '../../formats/proto/gen/tensorflow_model_analysis/proto/config_pb.js';

/** Whether a bound holds, and the comparison in words. */
export interface Checked {
  readonly passes: boolean;
  readonly text: string;
}

/** Bounds are inclusive; NaN is within none (TFMA evaluators/metrics_validator.py). */
export function checkValue({ lowerBound, upperBound }: GenericValueThreshold, value: number): Checked {
  const digits = digitsToTellApart(value, [lowerBound, upperBound]);
  const comparisons = [
    ...(lowerBound === undefined ? [] : [`>= ${shown(lowerBound, digits)}`]),
    ...(upperBound === undefined ? [] : [`<= ${shown(upperBound, digits)}`]),
  ];
  return {
    passes: value >= (lowerBound ?? -Infinity) && value <= (upperBound ?? Infinity),
    text: [shown(value, digits), comparisons.join(' and ') || 'is a number'].join(' '),
  };
}

/**
 * The change against the baseline, absolute and relative to it; given both, both must hold. A baseline of zero has no
 * relative change, which fails (TFMA evaluators/metrics_validator.py).
 */
export function checkChange(
  { absolute, relative, direction }: GenericChangeThreshold,
  { change, candidate }: { readonly change: number; readonly candidate: number | undefined },
): Checked {
  const baseline = (candidate ?? Number.NaN) - change;
  const share = Math.abs(baseline) <= 1e-9 ? Number.NaN : change / baseline;
  const higher = direction === MetricDirection.HIGHER_IS_BETTER;
  const checks = [
    ...(absolute === undefined ? [] : [checkBound(change, absolute, { higher, scale: 1, unit: '' })]),
    ...(relative === undefined ? [] : [checkBound(share, relative, { higher, scale: 100, unit: ' %' })]),
  ];
  return {
    passes: checks.every((check) => check.passes) && !Number.isNaN(change),
    text: checks.map((check) => check.text).join(' and ') || `${signed(change, 4)} is a number`,
  };
}

function checkBound(
  value: number,
  bound: number,
  { higher, scale, unit }: { readonly higher: boolean; readonly scale: number; readonly unit: string },
): Checked {
  const digits = digitsToTellApart(value * scale, [bound * scale]);
  const sign = higher ? '>=' : '<=';
  return {
    passes: higher ? value >= bound : value <= bound,
    text: `${signed(value * scale, digits)}${unit} ${sign} ${shown(bound * scale, digits)}${unit}`,
  };
}

/** Four significant digits, or as many as it takes to see on which side of a bound a value lies. */
function digitsToTellApart(value: number, bounds: readonly (number | undefined)[]): number {
  let digits = 4;
  const alike = (bound: number | undefined) =>
    bound !== undefined && bound !== value && shown(bound, digits) === shown(value, digits);
  while (digits < 17 && bounds.some(alike)) {
    digits += 1;
  }
  return digits;
}

function shown(value: number, digits: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(digits))) : String(value);
}

function signed(value: number, digits: number): string {
  return value > 0 ? `+${shown(value, digits)}` : shown(value, digits);
}
