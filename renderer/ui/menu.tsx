import { Menu as Base } from '@base-ui/react/menu';
import type { LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';
import { classNames } from './class-names.ts';
import { Kbd } from './kbd.tsx';
import styles from './menu.module.css';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: LucideIcon | undefined;
  readonly shortcut?: string | undefined;
  readonly disabled?: boolean;
  readonly tone?: 'default' | 'danger';
  readonly onSelect: () => void;
}

export interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  /** Items, with "separator" between groups. */
  readonly items: readonly (MenuItem | 'separator')[];
  readonly align?: 'start' | 'center' | 'end';
}

/** A list of actions behind a button. */
export function Menu({ trigger, items, align = 'end' }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className={styles.positioner} align={align} sideOffset={4}>
          <Base.Popup className={styles.popup}>
            {items.map((item, index) =>
              item === 'separator' ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: separators have no identity but their place
                <Base.Separator key={`separator-${index}`} className={styles.separator} />
              ) : (
                <MenuRow key={item.id} item={item} />
              ),
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function MenuRow({ item }: { readonly item: MenuItem }) {
  const Icon = item.icon;
  return (
    <Base.Item
      className={classNames(styles.item, item.tone === 'danger' && styles.danger)}
      disabled={item.disabled ?? false}
      onClick={item.onSelect}
    >
      <span className={styles.icon}>{Icon && <Icon size={14} aria-hidden="true" />}</span>
      <span className={styles.label}>{item.label}</span>
      {item.shortcut && <Kbd keys={item.shortcut} />}
    </Base.Item>
  );
}
