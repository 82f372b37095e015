import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { loadWorkbench } from './app/use-workbench.ts';
import { startEngine } from './state/engine.ts';
import { firstScreen } from './state/first-screen.ts';
import { gatherLog } from './state/log-store.ts';
import { watchSettings } from './state/settings.ts';

watchSettings();
gatherLog();
startEngine();
if (firstScreen === 'workbench') void loadWorkbench();

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
