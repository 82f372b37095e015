import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './dialog.module.css';

export interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly description?: ReactNode;
  readonly size?: 'small' | 'medium' | 'large' | 'full';
  /** Buttons at the bottom, the main one last. */
  readonly footer?: ReactNode;
  /** For text without a control in it: the body itself takes the focus, so that keys scroll it. */
  readonly isForReading?: boolean;
  readonly children?: ReactNode;
}

/** A modal question or form. Escape and a press outside close it; focus returns to where it was. */
export function Dialog({
  open,
  onClose,
  title,
  description,
  size = 'medium',
  footer,
  isForReading = false,
  children,
}: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Viewport className={styles.viewport}>
          <Base.Popup className={classNames(styles.popup, styles[size])}>
            <Base.Title className={styles.title}>{title}</Base.Title>
            {description && (
              <Base.Description className={styles.description} render={<div />}>
                {description}
              </Base.Description>
            )}
            <div className={styles.body} tabIndex={isForReading ? 0 : undefined}>
              {children}
            </div>
            {footer && <footer className={styles.footer}>{footer}</footer>}
            {/* Last, so that the first field of the body has the focus when the dialog opens. */}
            <Base.Close className={styles.close} aria-label="Close">
              <X size={16} aria-hidden="true" />
            </Base.Close>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
