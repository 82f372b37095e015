import { formatShare } from '../../charts/format.ts';
import { Badge } from '../../ui/badge.tsx';
import type { FeatureRow, Flag } from './compare-splits.ts';
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
          {row.flags.map((flag) => (
            <Badge
              key={`${flag.kind}-${flag.split}`}
              tone={flag.kind === 'constant' || flag.kind === 'zeros' ? 'warning' : 'danger'}
            >
              {describeFlag(flag, splitNames)}
            </Badge>
          ))}
        </div>
      )}
    </div>
  );
}

function describeFlag({ kind, split, share }: Flag, names: readonly string[]): string {
  const where = names.length > 1 ? ` in ${names[split]}` : '';
  switch (kind) {
    case 'missing':
      return `${formatShare(share)} missing${where}`;
    case 'zeros':
      return `${formatShare(share)} zeros${where}`;
    case 'nan':
      return `${formatShare(share)} NaN${where}`;
    case 'constant':
      return `never changes${where}`;
    case 'absent':
      return `not${where}`;
  }
}
