import { Slider as Base } from '@base-ui/react/slider';
import styles from './slider.module.css';

export interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly step?: number;
  readonly onChange: (value: number) => void;
  /** Words the value, for the eye and for screen readers. */
  readonly format?: (value: number) => string;
  readonly hideLabel?: boolean;
}

/** Chooses a number by its place in a range. */
export function Slider({
  label,
  value,
  minimum,
  maximum,
  step = 1,
  onChange,
  format = String,
  hideLabel = false,
}: SliderProps) {
  return (
    <Base.Root
      className={styles.root}
      value={value}
      min={minimum}
      max={maximum}
      step={step}
      onValueChange={(next) => onChange(next as number)}
    >
      {!hideLabel && <span className={styles.label}>{label}</span>}
      <Base.Control className={styles.control}>
        <Base.Track className={styles.track}>
          <Base.Indicator className={styles.indicator} />
          <Base.Thumb
            className={styles.thumb}
            aria-label={label}
            getAriaValueText={(_formatted, current) => format(current)}
          />
        </Base.Track>
      </Base.Control>
      <span className={styles.value}>{format(value)}</span>
    </Base.Root>
  );
}
