import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { Slider } from '../../ui/slider.tsx';
import { ClassLegend, type LegendClass } from './class-legend.tsx';
import styles from './mask-controls.module.css';
import { changeMaskLook, useMaskLook } from './mask-look.ts';
import type { MaskStyle } from './mask-paint.ts';

const styleSegments = [
  { value: 'fill', label: 'Fill' },
  { value: 'outline', label: 'Outline' },
] as const satisfies readonly { value: MaskStyle; label: string }[];

/** Everything that changes how masks look. */
export function MaskControls({ classes }: { readonly classes: readonly LegendClass[] }) {
  const { opacity, style } = useMaskLook();
  return (
    <div className={styles.controls}>
      <ClassLegend classes={classes} />
      <SegmentedControl<MaskStyle>
        label="Mask style"
        value={style}
        segments={styleSegments}
        onChange={(next) => changeMaskLook({ style: next })}
      />
      <div className={styles.opacity}>
        <Slider
          label="Opacity"
          value={opacity}
          minimum={0.1}
          maximum={1}
          step={0.05}
          format={(value) => `${Math.round(value * 100)}\u00a0%`}
          onChange={(next) => changeMaskLook({ opacity: next })}
        />
      </div>
    </div>
  );
}
