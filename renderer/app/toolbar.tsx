import { Menu as MenuIcon, Search } from 'lucide-react';
import { CommandButton, CommandIconButton } from '../commands/command-button.tsx';
import { redo, undo } from '../commands/edit-commands.ts';
import { execute } from '../commands/execute.ts';
import { cancelRun, runAll, runStale, staleCells } from '../commands/run-commands.ts';
import { showPalette, toggleBottom, toggleInspector, toggleSidebar } from '../commands/view-commands.ts';
import { useAppStore } from '../state/app-store.ts';
import { desktop } from '../state/desktop.ts';
import { useView } from '../state/view-store.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { Menu } from '../ui/menu.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { applicationMenu } from './application-menu.ts';
import { Logo } from './logo.tsx';
import styles from './toolbar.module.css';

/** Name of the notebook, the way to every command, and the buttons that run and stop. */
export function Toolbar() {
  return (
    <header className={styles.root}>
      <div className={styles.start}>
        {desktop === null && (
          <Menu
            align="start"
            trigger={<IconButton icon={MenuIcon} label="Menu" />}
            items={applicationMenu()}
          />
        )}
        <Logo size={20} />
        <NotebookName />
        <div className={styles.history}>
          <CommandIconButton command={undo} />
          <CommandIconButton command={redo} />
        </div>
      </div>
      <button type="button" className={styles.search} onClick={() => execute(showPalette)}>
        <Search size={13} className={styles.searchIcon} aria-hidden="true" />
        <span className={styles.searchText}>Search cells and commands</span>
        <span className={styles.searchKey}>
          <Kbd keys="Mod+K" />
        </span>
      </button>
      <div className={styles.end}>
        <RunButtons />
        <PanelButtons />
      </div>
    </header>
  );
}

function NotebookName() {
  const name = useAppStore(({ notebook }) => notebook?.name ?? '');
  const path = useAppStore(({ notebook }) => notebook?.path ?? '');
  return (
    <Tooltip content={path}>
      <h1 className={styles.name}>{name}</h1>
    </Tooltip>
  );
}

function RunButtons() {
  const isRunning = useAppStore(({ notebook }) => notebook?.activeRun != null);
  const stale = useAppStore((app) => staleCells({ app, view: useView.getState() }).length);
  return (
    <div className={styles.run}>
      {isRunning ? (
        <CommandButton command={cancelRun}>
          <span className={styles.word}>Stop</span>
        </CommandButton>
      ) : (
        <CommandButton command={runAll} variant={stale === 0 ? 'secondary' : 'ghost'}>
          <span className={styles.word}>Run all</span>
        </CommandButton>
      )}
      <CommandButton command={runStale} variant={stale === 0 ? 'ghost' : 'primary'}>
        <span className={styles.word}>Run stale</span>
        <span className={styles.count}>{stale}</span>
      </CommandButton>
    </div>
  );
}

function PanelButtons() {
  const sidebarOpen = useView((view) => view.sidebarOpen);
  const bottomOpen = useView((view) => view.bottomOpen);
  const inspectorOpen = useView((view) => view.inspectorOpen);
  return (
    <div className={styles.panels}>
      <CommandIconButton command={toggleSidebar} pressed={sidebarOpen} />
      <CommandIconButton command={toggleBottom} pressed={bottomOpen} />
      <CommandIconButton command={toggleInspector} pressed={inspectorOpen} />
    </div>
  );
}
