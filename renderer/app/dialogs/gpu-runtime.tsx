import { useEffect } from 'react';
import type { MethodResult } from '../../../engine/contract/index.ts';
import { attempt } from '../../commands/execute.ts';
import { call } from '../../state/engine.ts';
import { refresh, useQuery } from '../../state/use-query.ts';
import { Button } from '../../ui/button.tsx';
import { Progress } from '../../ui/progress.tsx';
import styles from './gpu-runtime.module.css';

type GpuRuntime = MethodResult<'gpu.get'>;

const lookMs = 1000;

/** TensorFlow's GPU build: fetched when asked for, with progress, and removed again. */
export function GpuRuntimeControl() {
  const { data, reload } = useQuery('gpu.get', {});
  const fetching = data?.state === 'fetching';
  useEffect(() => {
    if (!fetching) return;
    const timer = setInterval(reload, lookMs);
    return () => clearInterval(timer);
  }, [fetching, reload]);
  if (!data) return null;
  return (
    <section className={styles.control} aria-label="Training on the graphics card">
      <h3 className={styles.title}>Training on the graphics card</h3>
      <p className={styles.words}>{wordsOf(data)}</p>
      {data.state === 'fetching' && <Progress label={`Fetching ${data.file}`} value={data.fraction} />}
      <Actions runtime={data} />
    </section>
  );
}

function wordsOf(runtime: GpuRuntime): string {
  switch (runtime.state) {
    case 'unsuitable':
      return runtime.reason;
    case 'absent':
      return `${runtime.card} could train much faster than the processor. TensorFlow's build for it is about 3 GB.`;
    case 'fetching':
      return `Fetching ${runtime.file}`;
    case 'failed':
      return `${runtime.reason}. What was fetched is kept, so trying again goes on from there.`;
    case 'installed':
      return 'The GPU build is installed; training uses the graphics card.';
  }
}

type Call = 'gpu.install' | 'gpu.cancel' | 'gpu.remove';

const actionOf: Readonly<
  Partial<Record<GpuRuntime['state'], { readonly method: Call; readonly label: string }>>
> = {
  absent: { method: 'gpu.install', label: 'Fetch the GPU build' },
  failed: { method: 'gpu.install', label: 'Try again' },
  fetching: { method: 'gpu.cancel', label: 'Stop fetching' },
  installed: { method: 'gpu.remove', label: 'Remove the GPU build' },
};

function Actions({ runtime }: { readonly runtime: GpuRuntime }) {
  const action = actionOf[runtime.state];
  if (action === undefined) return null;
  const run = () =>
    attempt(async () => {
      await call(action.method, {});
      refresh('gpu.');
    });
  return (
    <div>
      <Button onClick={() => void run()}>{action.label}</Button>
    </div>
  );
}
