import type { LucideIcon } from 'lucide-react';
import { GitCompareArrows, ShieldAlert, TriangleAlert, Unplug } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { adopt } from '../commands/edit-notebook.ts';
import { attempt } from '../commands/execute.ts';
import { useAppStore } from '../state/app-store.ts';
import { call } from '../state/engine.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { sentence } from '../ui/sentence.ts';
import styles from './banners.module.css';
import { ConflictDialog } from './dialogs/conflict-dialog.tsx';

/** What needs an answer before work goes on: a lost engine, a changed file, a notebook from a stranger. */
export function Banners() {
  const connection = useAppStore((state) => state.connection);
  const notebook = useAppStore((state) => state.notebook);
  return (
    <>
      {connection !== 'open' && (
        <Banner icon={Unplug} tone="danger">
          The engine does not answer. What it runs goes on; the window connects again by itself.
        </Banner>
      )}
      {notebook && !notebook.trusted && <TrustBanner />}
      {notebook?.conflict && <ConflictBanner />}
      {notebook?.problems
        .filter(({ location }) => location?.cell === undefined)
        .map(({ code, message, hint }) => (
          <Banner key={`${code} ${message}`} icon={TriangleAlert} tone="danger">
            {hint ? `${sentence(message)} ${hint}` : message}
          </Banner>
        ))}
    </>
  );
}

function TrustBanner() {
  const trust = () => attempt(async () => adopt(await call('notebook.trust', {})));
  return (
    <Banner
      icon={ShieldAlert}
      tone="warning"
      action={
        <Button size="small" onClick={() => void trust()}>
          Trust this notebook
        </Button>
      }
    >
      This notebook came from elsewhere, so it opens read-only: running it reads files, runs the code of its
      modules and may push. Trust it once you know where it is from.
    </Banner>
  );
}

function ConflictBanner() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Banner
        icon={GitCompareArrows}
        tone="warning"
        action={
          <Button size="small" onClick={() => setIsOpen(true)}>
            Compare and choose
          </Button>
        }
      >
        The notebook file was changed by another program. Nothing is saved until you choose which to keep.
      </Banner>
      <ConflictDialog open={isOpen} onClose={() => setIsOpen(false)} />
    </>
  );
}

interface BannerProps {
  readonly icon: LucideIcon;
  readonly tone: 'warning' | 'danger';
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

function Banner({ icon: Icon, tone, action, children }: BannerProps) {
  return (
    <div className={classNames(styles.banner, styles[tone])} role="status">
      <Icon size={15} aria-hidden="true" />
      <p className={styles.text}>{children}</p>
      {action}
    </div>
  );
}
