import type { ExamplesView } from '../../../engine/contract/examples.ts';
import { formatCount } from '../../ui/format.ts';
import { SegmentedControl } from '../../ui/segmented-control.tsx';

export interface SplitChoiceProps {
  readonly splits: ExamplesView['splits'];
  readonly value: string;
  readonly onChange: (split: string) => void;
}

/** The splits with their sizes, of which one is shown; nothing where there is no choice. */
export function SplitChoice({ splits, value, onChange }: SplitChoiceProps) {
  return splits.length < 2 ? null : (
    <SegmentedControl
      label="Split"
      value={value}
      segments={splits.map(({ name, records }) => ({
        value: name,
        label: `${name} ${formatCount(records)}`,
      }))}
      onChange={onChange}
    />
  );
}
