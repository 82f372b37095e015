import styles from './logo.module.css';

/** The mark: two streams of water side by side. */
export function Logo({ size }: { readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" className={styles.logo} aria-hidden="true">
      <path d="M3 11.5c5 0 5 4 10 4s5-4 10-4 5 4 8 4" className={styles.upper} />
      <path d="M1 20.5c5 0 5 4 10 4s5-4 10-4 5 4 10 4" className={styles.lower} />
    </svg>
  );
}
