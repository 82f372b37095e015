import { useEffect } from 'react';
import { followedRun, isUnderWay, useCloudRun } from '../state/cloud-run.ts';
import { useQuery } from '../state/use-query.ts';
import { showToast } from '../ui/toast-manager.ts';

const lookMs = 5000;

/** Follows the newest run in the cloud while it goes on, so that cells show it, and says how it ended. */
export function useFollowedCloudRun(): void {
  const { data, reload } = useQuery('cloud.jobs', {});
  const newest = data?.jobs[0];
  useEffect(() => {
    const before = useCloudRun.getState().run;
    const run = followedRun(before, newest);
    useCloudRun.setState({ run });
    if (run && before?.name === run.name && isUnderWay(before) && !isUnderWay(run)) {
      showToast({
        title: `Run on Vertex AI Pipelines: ${run.state}`,
        description: run.error ?? run.displayName,
        tone: run.state === 'succeeded' ? 'success' : 'danger',
      });
    }
  }, [newest]);
  const goesOn = newest !== undefined && isUnderWay(newest);
  useEffect(() => {
    const timer = goesOn ? setInterval(reload, lookMs) : undefined;
    return () => clearInterval(timer);
  }, [goesOn, reload]);
  // Another notebook has other runs.
  useEffect(() => () => useCloudRun.setState({ run: null }), []);
}
