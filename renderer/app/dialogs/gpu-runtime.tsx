import { CircleCheck, CircleMinus, CircleX, type LucideIcon } from 'lucide-react';
import { useEffect } from 'react';
import type { MethodResult } from '../../../engine/contract/index.ts';
import { attempt } from '../../commands/execute.ts';
import { call } from '../../state/engine.ts';
import { refresh, useQuery } from '../../state/use-query.ts';
import { Button } from '../../ui/button.tsx';
import { formatPercent } from '../../ui/format.ts';
import { Progress } from '../../ui/progress.tsx';
import { sentence } from '../../ui/sentence.ts';
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
      <Words runtime={data} />
      {data.state === 'fetching' && <Fetching file={data.file} fraction={data.fraction} />}
      <Actions runtime={data} />
    </section>
  );
}

const icons: Readonly<Partial<Record<GpuRuntime['state'], LucideIcon>>> = {
  unsuitable: CircleMinus,
  failed: CircleX,
  installed: CircleCheck,
};

function Words({ runtime }: { readonly runtime: GpuRuntime }) {
  const Icon = icons[runtime.state];
  return (
    <p className={styles.words} data-state={runtime.state} role="status">
      {Icon && <Icon size={16} className={styles.icon} aria-hidden="true" />}
      <span>{wordsOf(runtime)}</span>
    </p>
  );
}

function Fetching({ file, fraction }: { readonly file: string; readonly fraction: number }) {
  return (
    <>
      <div className={styles.progress}>
        <Progress label="Fetching the GPU build" value={fraction} />
        <span className="tabular">{formatPercent(fraction, 0)}</span>
      </div>
      <p className={styles.file}>{file}</p>
    </>
  );
}

function wordsOf(runtime: GpuRuntime): string {
  switch (runtime.state) {
    case 'unsuitable':
      return `Not on this machine: ${sentence(runtime.reason)}`;
    case 'absent':
      return `${runtime.card} could train much faster than the processor. TensorFlow’s build for it is about 3 GB.`;
    case 'fetching':
      return 'Fetching the GPU build, about 3 GB. You can close this and go on working.';
    case 'failed':
      return `${sentence(runtime.reason)} What was fetched is kept, so trying again goes on from there.`;
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
