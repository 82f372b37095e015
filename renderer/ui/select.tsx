import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import { classNames } from './class-names.ts';
import styles from './select.module.css';

export interface SelectOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly description?: string;
}

export interface SelectProps<Value extends string> {
  /** The accessible name. */
  readonly label: string;
  readonly value: Value | null;
  readonly options: readonly SelectOption<Value>[];
  readonly onChange: (value: Value) => void;
  readonly placeholder?: string;
  readonly size?: 'small' | 'medium';
  readonly id?: string;
  readonly disabled?: boolean;
  readonly invalid?: boolean;
}

/** Chooses one of a closed list. */
export function Select<Value extends string>({
  label,
  value,
  options,
  onChange,
  placeholder = 'Choose…',
  size = 'medium',
  id,
  disabled = false,
  invalid = false,
}: SelectProps<Value>) {
  return (
    <Base.Root
      items={options}
      value={value}
      disabled={disabled}
      onValueChange={(next) => next !== null && onChange(next)}
    >
      <Base.Trigger
        id={id}
        aria-label={label}
        aria-invalid={invalid || undefined}
        className={classNames(styles.trigger, styles[size])}
      >
        <Base.Value className={styles.value}>
          {(current: Value | null) =>
            options.find((option) => option.value === current)?.label ?? placeholder
          }
        </Base.Value>
        <Base.Icon className={styles.icon}>
          <ChevronsUpDown size={12} aria-hidden="true" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className={styles.positioner} sideOffset={4} alignItemWithTrigger={false}>
          <Base.Popup className={styles.popup}>
            {options.map((option) => (
              <Base.Item key={option.value} value={option.value} className={styles.item}>
                <Base.ItemIndicator className={styles.indicator}>
                  <Check size={13} aria-hidden="true" />
                </Base.ItemIndicator>
                <span className={styles.text}>
                  <Base.ItemText>{option.label}</Base.ItemText>
                  {option.description && <span className={styles.description}>{option.description}</span>}
                </span>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
