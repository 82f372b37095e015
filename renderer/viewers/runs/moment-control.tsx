import { type ChangeEvent, useState } from 'react';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { MetricMoment } from './metric-moment.ts';
import styles from './moment-control.module.css';

export interface MomentControlProps {
  readonly moment: MetricMoment;
  readonly onChange: (moment: MetricMoment) => void;
}

const segments = [
  { value: 'last', label: 'Last' },
  { value: 'best', label: 'Best' },
  { value: 'epoch', label: 'At epoch' },
] as const satisfies readonly { value: MetricMoment['kind']; label: string }[];

/** Chooses the moment from which the metrics of runs are taken. */
export function MomentControl({ moment, onChange }: MomentControlProps) {
  return (
    <div className={styles.root}>
      <SegmentedControl<MetricMoment['kind']>
        label="Metrics"
        value={moment.kind}
        segments={segments}
        onChange={(kind) => onChange(kind === 'epoch' ? { kind, epoch: 1 } : { kind })}
      />
      {moment.kind === 'epoch' && (
        <EpochField epoch={moment.epoch} onChange={(epoch) => onChange({ kind: 'epoch', epoch })} />
      )}
    </div>
  );
}

interface EpochFieldProps {
  readonly epoch: number;
  readonly onChange: (epoch: number) => void;
}

/** Keeps what is typed, so that the field may be empty for a moment. */
function EpochField({ epoch, onChange }: EpochFieldProps) {
  const [text, setText] = useState(String(epoch));
  const type = ({ target }: ChangeEvent<HTMLInputElement>) => {
    setText(target.value);
    if (isEpoch(target.value)) {
      onChange(Number(target.value));
    }
  };
  return (
    <TextField
      type="number"
      fieldSize="small"
      className={styles.epoch}
      aria-label="Epoch"
      min={1}
      value={text}
      invalid={!isEpoch(text)}
      onChange={type}
    />
  );
}

function isEpoch(text: string): boolean {
  return /^[1-9]\d{0,6}$/.test(text);
}
