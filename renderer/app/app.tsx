import { CSPProvider } from '@base-ui/react/csp-provider';
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
import { Workbench } from './workbench.tsx';

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
  return (
    <>
      {screen === 'connecting' && <ConnectingScreen />}
      {screen === 'start' && <StartScreen />}
      {screen === 'workbench' && <Workbench />}
      <Dialogs />
    </>
  );
}
