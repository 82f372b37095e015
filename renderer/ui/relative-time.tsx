import { formatAbsoluteTime, formatRelativeTime } from './format.ts';
import { useNow } from './now.ts';
import { Tooltip } from './tooltip.tsx';

/** "4 min ago", with the exact time on hover. */
export function RelativeTime({ atMs }: { readonly atMs: number }) {
  const nowMs = useNow();
  return (
    <Tooltip content={formatAbsoluteTime(atMs)}>
      <time dateTime={new Date(atMs).toISOString()}>{formatRelativeTime(atMs, nowMs)}</time>
    </Tooltip>
  );
}
