import { Switch as Base } from '@base-ui/react/switch';
import { useId } from 'react';
import styles from './switch.module.css';

export interface SwitchProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
  /** Keeps the label for screen readers only, where a visible one stands elsewhere. */
  readonly hideLabel?: boolean;
}

/** Turns something on or off at once. */
export function Switch({ label, checked, onChange, disabled = false, hideLabel = false }: SwitchProps) {
  const labelId = useId();
  return (
    <span className={styles.root}>
      <Base.Root
        className={styles.track}
        checked={checked}
        disabled={disabled}
        onCheckedChange={onChange}
        aria-labelledby={labelId}
      >
        <Base.Thumb className={styles.thumb} />
      </Base.Root>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the switch itself is the control; this only widens its target */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
      <span
        id={labelId}
        className={hideLabel ? 'visually-hidden' : styles.label}
        onClick={() => !disabled && onChange(!checked)}
      >
        {label}
      </span>
    </span>
  );
}
