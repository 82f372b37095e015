import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import styles from './button.module.css';
import { classNames } from './class-names.ts';
import { Spinner } from './spinner.tsx';

export interface ButtonProps extends ComponentProps<'button'> {
  readonly variant?: 'primary' | 'secondary' | 'ghost' | 'danger';
  readonly size?: 'small' | 'medium' | 'large';
  readonly icon?: LucideIcon;
  /** Shows a spinner in place of the icon and ignores presses. */
  readonly busy?: boolean;
}

/** A push button with a word on it. */
export function Button({
  variant = 'secondary',
  size = 'medium',
  icon: Icon,
  busy = false,
  className,
  children,
  disabled,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      className={classNames(styles.button, styles[variant], styles[size], className)}
      disabled={disabled}
      // Not disabled while busy: what is disabled loses the focus.
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {busy ? <Spinner size={14} /> : Icon && <Icon size={14} aria-hidden="true" />}
      {children}
    </button>
  );
}
