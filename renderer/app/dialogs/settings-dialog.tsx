import type { ReactNode } from 'react';
import { changeSettings, useSettings } from '../../state/settings.ts';
import { closeDialog } from '../../state/view-store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { Switch } from '../../ui/switch.tsx';
import styles from './settings-dialog.module.css';

/** What a person sets once for every notebook. */
export function SettingsDialog() {
  const settings = useSettings();
  return (
    <Dialog open title="Settings" onClose={closeDialog}>
      <div className={styles.rows}>
        <Row title="Theme" about="High contrast draws every border and leaves no grey.">
          <SegmentedControl
            label="Theme"
            value={settings.theme}
            onChange={(theme) => changeSettings({ theme })}
            segments={[
              { value: 'system', label: 'System' },
              { value: 'dark', label: 'Dark' },
              { value: 'light', label: 'Light' },
              { value: 'contrast', label: 'High contrast' },
            ]}
          />
        </Row>
        <Row title="Motion" about="Reduced shows every change at once, without a transition.">
          <SegmentedControl
            label="Motion"
            value={settings.motion}
            onChange={(motion) => changeSettings({ motion })}
            segments={[
              { value: 'system', label: 'System' },
              { value: 'full', label: 'Full' },
              { value: 'reduced', label: 'Reduced' },
            ]}
          />
        </Row>
        <Row title="Ask before pushing" about="A run that would push shows first what it would send where.">
          <Switch
            hideLabel
            label="Ask before pushing"
            checked={settings.confirmPushes}
            onChange={(confirmPushes) => changeSettings({ confirmPushes })}
          />
        </Row>
      </div>
    </Dialog>
  );
}

interface RowProps {
  readonly title: string;
  readonly about: string;
  readonly children: ReactNode;
}

function Row({ title, about, children }: RowProps) {
  return (
    <div className={styles.row}>
      <div>
        <p className={styles.title}>{title}</p>
        <p className={styles.about}>{about}</p>
      </div>
      {children}
    </div>
  );
}
