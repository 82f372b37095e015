import type { PushPlan } from '../../../engine/contract/push.ts';

type PushFile = PushPlan['files'][number];

const order: readonly PushFile['change'][] = ['added', 'changed', 'removed', 'unchanged'];

/** How many files would change in which way. */
export function changeCounts(files: readonly PushFile[]): Record<PushFile['change'], number> {
  const counts = { added: 0, changed: 0, removed: 0, unchanged: 0 };
  for (const { change } of files) {
    counts[change] += 1;
  }
  return counts;
}

/** Bytes that would travel: only what is new or different. */
export function uploadBytes(files: readonly PushFile[]): number {
  return files
    .filter(({ change }) => change === 'added' || change === 'changed')
    .reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

/** What changes first, then by path. */
export function orderedFiles(files: readonly PushFile[]): PushFile[] {
  return [...files].sort(
    (a, b) => order.indexOf(a.change) - order.indexOf(b.change) || a.path.localeCompare(b.path, 'en'),
  );
}
