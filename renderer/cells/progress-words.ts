import type { ProgressView } from '../../engine/contract/notebook.ts';
import { formatBytes, formatClock, formatCount } from '../ui/format.ts';

/** "Epoch 2 of 4 · 1,024 of 4,096 images · 212 images/s · 0:14 left". */
export function progressWords(progress: ProgressView | null): string {
  if (!progress) {
    return '';
  }
  const { done, total, unit, message, ratePerSecond, secondsLeft } = progress;
  return [
    message,
    total === null ? amount(done, unit) : `${bare(done, unit)} of ${amount(total, unit)}`,
    ratePerSecond !== null && `${amount(ratePerSecond, unit)}/s`,
    secondsLeft !== null && `${formatClock(secondsLeft)} left`,
  ]
    .filter(Boolean)
    .join(' · ');
}

function amount(value: number, unit: string): string {
  return unit === 'bytes' ? formatBytes(value) : `${bare(value, unit)} ${unit}`;
}

function bare(value: number, unit: string): string {
  if (unit === 'bytes') {
    return formatBytes(value);
  }
  return value < 10 && !Number.isInteger(value) ? value.toFixed(1) : formatCount(value);
}
