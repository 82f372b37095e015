import { Tabs as Base } from '@base-ui/react/tabs';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './tabs.module.css';

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly icon?: LucideIcon;
  /** Stands after the label: a count, a state. */
  readonly badge?: ReactNode;
  readonly panel: ReactNode;
}

export interface TabsProps<Id extends string> {
  /** The accessible name of the row of tabs. */
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
  /** Controls at the end of the row. */
  readonly actions?: ReactNode;
  /** Panels fill the height that is left and scroll by themselves. */
  readonly fill?: boolean;
}

/** Several panels of which one shows. Only the chosen panel is mounted. */
export function Tabs<Id extends string>({
  label,
  tabs,
  value,
  onChange,
  actions,
  fill = false,
}: TabsProps<Id>) {
  return (
    <Base.Root
      className={classNames(styles.root, fill && styles.fill)}
      value={value}
      onValueChange={(next) => onChange(next as Id)}
    >
      <div className={styles.row}>
        <Base.List className={styles.list} aria-label={label} activateOnFocus>
          {tabs.map(({ id, label: name, icon: Icon, badge }) => (
            <Base.Tab key={id} value={id} className={styles.tab}>
              {Icon && <Icon size={14} aria-hidden="true" />}
              {name}
              {badge}
            </Base.Tab>
          ))}
          <Base.Indicator className={styles.indicator} />
        </Base.List>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {tabs.map(({ id, panel }) => (
        <Base.Panel key={id} value={id} className={styles.panel}>
          {panel}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
