import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import styles from './text-field.module.css';

export interface TextFieldProps extends ComponentProps<'input'> {
  readonly invalid?: boolean;
  readonly monospace?: boolean;
  readonly fieldSize?: 'small' | 'medium';
}

/** One line of text. Give it a label or an `aria-label`. */
export function TextField({
  invalid = false,
  monospace = false,
  fieldSize = 'medium',
  className,
  ...rest
}: TextFieldProps) {
  return (
    <input
      spellCheck={false}
      autoComplete="off"
      aria-invalid={invalid || undefined}
      className={classNames(styles.field, styles[fieldSize], monospace && styles.monospace, className)}
      {...rest}
    />
  );
}
