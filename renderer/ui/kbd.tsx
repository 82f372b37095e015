import styles from './kbd.module.css';
import { keyParts } from './key-parts.ts';

/** A shortcut as key caps. `keys` is written "Mod+Shift+R"; a comma separates a sequence ("I,I"). */
export function Kbd({ keys }: { readonly keys: string }) {
  return (
    <span className={styles.keys}>
      {keyParts(keys).map((part) => (
        <kbd key={part} className={styles.key}>
          {part}
        </kbd>
      ))}
    </span>
  );
}
