import { create } from '@bufbuild/protobuf';
import {
  type AnomalyInfo_Reason,
  AnomalyInfo_ReasonSchema,
  AnomalyInfo_Type,
} from '../proto/gen/tensorflow_metadata/proto/v0/anomalies_pb.js';

export { AnomalyInfo_Type as AnomalyType };

/** One way in which data and schema disagree, in TFDV's words (data-validation, anomalies/*.cc). */
export type Reason = AnomalyInfo_Reason;

export function reason(type: AnomalyInfo_Type, shortDescription: string, description: string): Reason {
  return create(AnomalyInfo_ReasonSchema, { type, shortDescription, description });
}

/** A number with at most six significant digits, as C's "%g" prints it. */
export function sixDigits(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [digits = '', exponentText = '0'] = value.toExponential(5).split('e');
  const exponent = Number(exponentText);
  const trim = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);
  if (exponent >= -4 && exponent < 6) return trim(value.toFixed(5 - exponent));
  const size = String(Math.abs(exponent)).padStart(2, '0');
  return `${trim(digits)}e${exponent < 0 ? '-' : '+'}${size}`;
}

/** By the bytes of their UTF-8, the order of C++'s std::map. */
export function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Parentheses around a name without any, or no parenthesis, dot or quote at all. */
const PLAIN_STEP = /^(?:\([^()]*\)|[^().']+)$/;

/** A feature's name as a path of one step: names that a path could not hold otherwise are quoted. */
export function serializeStep(name: string): string {
  return PLAIN_STEP.test(name) ? name : `'${name.replaceAll("'", "''")}'`;
}
