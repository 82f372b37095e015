import { Play, Square } from 'lucide-react';
import { useCallback, useState } from 'react';
import { call } from '../../state/engine.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { useAction } from '../use-action.ts';
import viewer from '../viewer.module.css';
import styles from './hub-try-out.module.css';

type SpaceKind = 'static' | 'gradio';

interface Running {
  readonly kind: SpaceKind;
  readonly url: string;
}

/** Runs the Space that a push would publish, here and before the push. It has another origin than this window. */
export function HubTryOut({ cell }: { readonly cell: string }) {
  const [running, setRunning] = useState<Running | null>(null);
  return (
    <>
      <div className={viewer.toolbar}>
        <TryButton cell={cell} kind="static" label="Try the static Space" onRunning={setRunning} />
        <TryButton cell={cell} kind="gradio" label="Try the Gradio Space" onRunning={setRunning} />
        {running !== null && (
          <Button size="small" icon={Square} onClick={() => setRunning(null)}>
            Close
          </Button>
        )}
      </div>
      {running !== null && (
        <iframe
          className={styles.frame}
          title={`The ${running.kind} Space, running on this machine`}
          src={running.url}
          sandbox="allow-scripts allow-same-origin allow-forms"
        />
      )}
    </>
  );
}

interface TryButtonProps {
  readonly cell: string;
  readonly kind: SpaceKind;
  readonly label: string;
  readonly onRunning: (running: Running) => void;
}

function TryButton({ cell, kind, label, onRunning }: TryButtonProps) {
  const start = useCallback(async () => {
    const { url } = await call('push.tryOut', { cell, space: kind });
    onRunning({ kind, url });
  }, [cell, kind, onRunning]);
  const action = useAction(start);
  return (
    <>
      <Button size="small" icon={Play} busy={action.isBusy} onClick={action.run}>
        {label}
      </Button>
      {action.error !== null && <ErrorPanel error={action.error} />}
    </>
  );
}
