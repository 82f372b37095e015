import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import styles from './icon-button.module.css';
import { Tooltip } from './tooltip.tsx';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'aria-label'> {
  readonly icon: LucideIcon;
  /** The accessible name, and the tooltip. */
  readonly label: string;
  /** Shown in the tooltip beside the label. */
  readonly shortcut?: string | undefined;
  readonly pressed?: boolean;
  readonly tone?: 'default' | 'danger';
  readonly size?: 'small' | 'medium';
}

/** A square button with an icon; its name is in the tooltip. */
export function IconButton({
  icon: Icon,
  label,
  shortcut,
  pressed,
  tone = 'default',
  size = 'medium',
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip content={label} shortcut={shortcut}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={pressed}
        className={classNames(styles.button, styles[size], tone === 'danger' && styles.danger, className)}
        {...rest}
      >
        <Icon size={size === 'small' ? 14 : 16} aria-hidden="true" />
      </button>
    </Tooltip>
  );
}
