import { create } from 'zustand';
import type { CloudJob } from '../../engine/contract/cloud.ts';

export type CloudTask = CloudJob['tasks'][number];

/** The run of the whole notebook on Vertex AI Pipelines that this window has seen going on; null before one. */
export const useCloudRun = create<{ readonly run: CloudJob | null }>(() => ({ run: null }));

/** What the followed run does with a cell; undefined when there is no such run, or it has no task for the cell yet. */
export function useCloudTask(cell: string): CloudTask | undefined {
  return useCloudRun(({ run }) => run?.tasks.find((task) => task.cell === cell));
}

const underWay: ReadonlySet<string> = new Set(['queued', 'pending', 'running', 'cancelling']);

export function isUnderWay({ state }: Pick<CloudJob, 'state'>): boolean {
  return underWay.has(state);
}

/**
 * The run to show after the newest one was looked at: one that is under way, or the followed one as it ended. Older
 * runs, which ended before the window opened, say nothing about the cells as they are.
 */
export function followedRun(shown: CloudJob | null, newest: CloudJob | undefined): CloudJob | null {
  return newest && (isUnderWay(newest) || newest.name === shown?.name) ? newest : shown;
}
