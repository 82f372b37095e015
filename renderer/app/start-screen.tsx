import { FileText, FlaskConical, FolderOpen, Images, type LucideIcon } from 'lucide-react';
import type { Command } from '../commands/command.ts';
import { attempt, execute } from '../commands/execute.ts';
import { openFolder, openNotebook, openPath, openSample } from '../commands/notebook-commands.ts';
import { useQuery } from '../state/use-query.ts';
import { Kbd } from '../ui/kbd.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Logo } from './logo.tsx';
import styles from './start-screen.module.css';
import { StatusBar } from './status-bar.tsx';

/** An empty window: what one can begin with, and what was open before. */
export function StartScreen() {
  return (
    <div className={styles.root}>
      <main className={styles.main}>
        <header className={styles.header}>
          <Logo size={44} />
          <div>
            <h1 className={styles.name}>Millrace</h1>
            <p className={styles.claim}>Production machine learning pipelines on your own workstation</p>
          </div>
        </header>
        <div className={styles.columns}>
          <section aria-labelledby="start-begin">
            <h2 id="start-begin" className={styles.heading}>
              Begin
            </h2>
            <Choice icon={FlaskConical} command={openSample} isMain title="Open the sample">
              Find the pet in a picture: 240 images, a UNet, ten cells. Trained in about two minutes.
            </Choice>
            <Choice icon={Images} command={openFolder} title="Open a folder of images">
              Makes a notebook for your own pictures and masks, wired like the sample.
            </Choice>
            <Choice icon={FolderOpen} command={openNotebook} title="Open a notebook">
              A file that ends in .pipeline.yaml.
            </Choice>
          </section>
          <Recent />
        </div>
        <p className={styles.hint}>
          <Kbd keys="Mod+K" /> shows every command, <Kbd keys="?" /> every shortcut.
        </p>
      </main>
      <StatusBar />
    </div>
  );
}

interface ChoiceProps {
  readonly icon: LucideIcon;
  readonly command: Command;
  readonly title: string;
  readonly isMain?: boolean;
  readonly children: string;
}

function Choice({ icon: Icon, command, title, isMain = false, children }: ChoiceProps) {
  return (
    <button
      type="button"
      className={styles.choice}
      data-main={isMain || undefined}
      onClick={() => execute(command)}
    >
      <span className={styles.choiceIcon}>
        <Icon size={18} aria-hidden="true" />
      </span>
      <span className={styles.choiceText}>
        <span className={styles.choiceTitle}>{title}</span>
        <span className={styles.choiceAbout}>{children}</span>
      </span>
    </button>
  );
}

function Recent() {
  const { data } = useQuery('notebook.recent', {});
  return (
    <section aria-labelledby="start-recent">
      <h2 id="start-recent" className={styles.heading}>
        Recent
      </h2>
      {data?.length === 0 && <p className={styles.nothing}>Notebooks you open will be listed here.</p>}
      <ul className={styles.recent}>
        {data?.slice(0, 8).map(({ path, name, openedMs }) => (
          <li key={path}>
            <button
              type="button"
              className={styles.recentItem}
              onClick={() => void attempt(() => openPath(path))}
            >
              <FileText size={15} aria-hidden="true" />
              <span className={styles.recentName}>{name}</span>
              <span className={styles.recentTime}>
                <RelativeTime atMs={openedMs} />
              </span>
              <span className={styles.recentPath}>{path}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
