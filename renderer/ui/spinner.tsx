import styles from './spinner.module.css';
import { turning } from './turning.ts';

/** A turning ring for waits whose length is unknown. Put words beside it; it has no name of its own. */
export function Spinner({ size = 16 }: { readonly size?: number }) {
  return (
    <svg
      ref={turning}
      className={styles.spinner}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden="true"
    >
      <circle className={styles.track} cx="8" cy="8" r="6" />
      <path className={styles.arc} d="M8 2a6 6 0 0 1 6 6" />
    </svg>
  );
}
