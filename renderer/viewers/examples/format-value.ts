import type { z } from 'zod';
import type { valuePreviewSchema } from '../../../engine/contract/examples.ts';
import { formatCount, formatNumber } from '../../ui/format.ts';

export type ValuePreview = z.infer<typeof valuePreviewSchema>;

/** A feature's value as one line: its numbers or text, with how many more there are. */
export function formatValue({ kind, length, values }: ValuePreview): string {
  if (kind === 'missing') {
    return 'missing';
  }
  if (length === 0) {
    return 'empty';
  }
  const shown = values.map((value) => (typeof value === 'number' ? formatNumber(value) : value)).join(', ');
  const more = length - values.length;
  return more > 0 ? `${shown}, … ${formatCount(more)} more` : shown;
}
