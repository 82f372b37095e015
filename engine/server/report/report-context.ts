import type { HandlerContext } from '../handler.ts';

/** What each part of a report may ask: the pipeline, as the viewers ask it, and until when. */
export type ReportContext = HandlerContext;

/** Digits enough to compare, and no more. */
export function figure(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}

export function seconds(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const total = milliseconds / 1000;
  return total < 60 ? `${total.toFixed(1)} s` : `${Math.floor(total / 60)} min ${Math.round(total % 60)} s`;
}

export function utcTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** A metric's name as words: "validation/epoch_mean_io_u" is "validation mean IoU". */
export function metricWords(name: string): string {
  return name
    .replace(/(^|\/)epoch_/, '$1')
    .replaceAll(/[_/]/g, ' ')
    .replace(/\b(io u|iou)\b/g, 'IoU');
}
