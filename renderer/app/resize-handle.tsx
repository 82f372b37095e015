import { Separator } from 'react-resizable-panels';
import styles from './resize-handle.module.css';

/** The line between two panels: drag it, or focus it and use the arrow keys. */
export function ResizeHandle({ label }: { readonly label: string }) {
  return <Separator className={styles.handle} aria-label={label} />;
}
