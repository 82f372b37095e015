import styles from './class-legend.module.css';
import { changeMaskLook, hiddenCodes, useMaskLook, withClassToggled } from './mask-look.ts';

export interface LegendClass {
  readonly code: number;
  readonly name: string;
  readonly color: string;
}

/** The classes of a mask with their colours; pressing one hides or shows it everywhere. */
export function ClassLegend({ classes }: { readonly classes: readonly LegendClass[] }) {
  const hidden = hiddenCodes(
    useMaskLook((look) => look.hidden),
    classes,
  );
  return (
    <fieldset className={styles.legend} aria-label="Classes">
      {classes.map(({ code, name, color }, index) => (
        <button
          key={code}
          type="button"
          className={styles.entry}
          aria-pressed={!hidden.includes(code)}
          title={index < 9 ? `${name}: press ${index + 1} to hide or show` : name}
          onClick={() => changeMaskLook({ hidden: withClassToggled(hidden, code) })}
        >
          <span className={styles.swatch} style={{ backgroundColor: color }} />
          <span className={styles.name}>{name}</span>
        </button>
      ))}
    </fieldset>
  );
}
