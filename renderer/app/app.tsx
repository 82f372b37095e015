import { CSPProvider } from '@base-ui/react/csp-provider';
import { useEffect } from 'react';
import { useKeyboard } from '../commands/keyboard.ts';
import { useAppStore } from '../state/app-store.ts';
import { cspNonce } from '../state/csp-nonce.ts';
import { ToastProvider } from '../ui/toast.tsx';
import { TooltipProvider } from '../ui/tooltip.tsx';
import { ConnectingScreen } from './connecting-screen.tsx';
import { Dialogs } from './dialogs/dialogs.tsx';
import { StartScreen } from './start-screen.tsx';
import { useDesktopCommands } from './use-desktop-commands.ts';
import { useRunNotices } from './use-run-notices.ts';
import { loadWorkbench, useWorkbench } from './use-workbench.ts';

/** The whole window. */
export function App() {
  return (
    <CSPProvider nonce={cspNonce}>
      <TooltipProvider>
        <ToastProvider>
          <Screens />
        </ToastProvider>
      </TooltipProvider>
    </CSPProvider>
  );
}

function Screens() {
  useKeyboard();
  useDesktopCommands();
  useRunNotices();
  const screen = useAppStore(({ notebook, connection }) =>
    connection === 'incompatible' || notebook === undefined ? 'connecting' : notebook ? 'workbench' : 'start',
  );
  usePreparedWorkbench(screen === 'start');
  const Workbench = useWorkbench(screen === 'workbench');
  return (
    <>
      {screen === 'connecting' && <ConnectingScreen />}
      {screen === 'start' && <StartScreen />}
      {screen === 'workbench' && Workbench && <Workbench />}
      <Dialogs />
    </>
  );
}

/** An empty window paints without the code of notebooks, and fetches it while the user looks for one. */
function usePreparedWorkbench(isStarting: boolean): void {
  useEffect(() => {
    if (isStarting) {
      const idle = requestIdleCallback(() => void loadWorkbench());
      return () => cancelIdleCallback(idle);
    }
    return undefined;
  }, [isStarting]);
}
