import type { ReceptiveFieldView } from '../../../engine/contract/model.ts';
import { formatShare } from '../../charts/format.ts';
import { formatNumber } from '../../ui/format.ts';

/** "27 px (4.4 %)", "5 × 3 px", "whole image". */
export function receptiveFieldText({ size, share }: ReceptiveFieldView): string {
  if (size === null) {
    return 'whole image';
  }
  const pixels = `${formatPair(size)} px`;
  return share === null ? pixels : `${pixels} (${formatShare(share)})`;
}

/** The pixels between neighbours: "4", "2 × 1"; "—" where all see the same. */
export function strideText({ stride }: ReceptiveFieldView): string {
  return stride === null ? '—' : formatPair(stride);
}

/** Height and width, or the one number for both. */
function formatPair([height, width]: readonly [number, number]): string {
  return height === width ? formatNumber(height) : `${formatNumber(height)} × ${formatNumber(width)}`;
}
