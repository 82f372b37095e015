/** Stands between short facts; a line may end with it and never begins with it. */
export const separator = '\u00a0· ';

const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const;
const integerFormat = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const compactFormat = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const absoluteFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** "850 ms", "4.2 s", "1m 23s", "2h 05m". */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) {
    return `${Math.max(0, Math.round(milliseconds))} ms`;
  }
  const seconds = milliseconds / 1000;
  if (seconds < 10) {
    return `${seconds.toFixed(1)} s`;
  }
  const whole = Math.round(seconds);
  if (whole < 60) {
    return `${whole} s`;
  }
  if (whole < 3600) {
    return `${Math.floor(whole / 60)}m ${pad(whole % 60)}s`;
  }
  return `${Math.floor(whole / 3600)}h ${pad(Math.floor((whole % 3600) / 60))}m`;
}

/** Time left as a clock: "0:42", "2:10", "1:03:20". */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
}

/** "just now", "4 min ago", "3 h ago", "yesterday", then the date. */
export function formatRelativeTime(atMs: number, nowMs: number): string {
  const seconds = (nowMs - atMs) / 1000;
  if (seconds < 45) {
    return 'just now';
  }
  if (seconds < 3600) {
    return `${Math.max(1, Math.round(seconds / 60))} min ago`;
  }
  if (seconds < 86_400) {
    return `${Math.round(seconds / 3600)} h ago`;
  }
  const days = Math.round(seconds / 86_400);
  return days === 1 ? 'yesterday' : days < 14 ? `${days} days ago` : absoluteFormat.format(atMs);
}

/** "24 Nov 2026, 11:44:33", for tooltips beside a relative time. */
export function formatAbsoluteTime(atMs: number): string {
  return absoluteFormat.format(atMs);
}

/** Decimal units, as disks and networks are sold: "1.4 MB". */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}

/** "12,480". */
export function formatCount(count: number): string {
  return integerFormat.format(count);
}

/** "1 record", "12,480 records". */
export function formatCounted(count: number, noun: string): string {
  return `${formatCount(count)} ${count === 1 ? noun : `${noun}s`}`;
}

/** "12.5K", for places too narrow for every digit. */
export function formatCompact(count: number): string {
  return compactFormat.format(count);
}

/** A measured number in at most five significant digits, without trailing zeros; "—" for what is not a number. */
export function formatNumber(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) {
    return '—';
  }
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e9) {
    return integerFormat.format(value);
  }
  return size !== 0 && (size < 1e-3 || size >= 1e9)
    ? value.toExponential(2)
    : String(Number(value.toPrecision(size >= 1000 ? 6 : 4)));
}

/** A fraction as a percentage: 0.4312 is "43.1 %". */
export function formatPercent(fraction: number, digits = 1): string {
  return `${(fraction * 100).toFixed(digits)} %`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
