import { Badge } from '../../ui/badge.tsx';
import type { FeatureRow } from './compare-splits.ts';
import { describeFlags } from './describe-flags.ts';
import styles from './feature-name.module.css';

/** A feature's name and type, with what is worth a look about it. */
export function FeatureName({
  row,
  splitNames,
}: {
  readonly row: FeatureRow;
  readonly splitNames: readonly string[];
}) {
  return (
    <div className={styles.feature}>
      <div className={styles.name} title={row.path}>
        {row.path}
      </div>
      <div className={styles.type}>{row.type.toLowerCase()}</div>
      {row.flags.length > 0 && (
        <div className={styles.flags}>
          {describeFlags(row.flags, splitNames).map(({ text, tone }) => (
            <Badge key={text} tone={tone}>
              {text}
            </Badge>
          ))}
        </div>
      )}
    </div>
  );
}
