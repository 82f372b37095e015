import { CloudUpload, ExternalLink, Hand } from 'lucide-react';
import type { PushRecord } from '../../../engine/contract/push.ts';
import { Badge } from '../../ui/badge.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import styles from './push-record-card.module.css';

/** One push: whether it went out, where to, as which version, and where to look at it. */
export function PushRecordCard({ record }: { readonly record: PushRecord }) {
  const { pushed, destination, version, links, current, reason, pushedMs } = record;
  return (
    <article className={styles.card} data-pushed={pushed}>
      {pushed ? (
        <CloudUpload size={20} className={styles.icon} aria-hidden="true" />
      ) : (
        <Hand size={20} className={styles.icon} aria-hidden="true" />
      )}
      <div className={styles.words}>
        <h4 className={styles.title}>
          {pushed ? 'Pushed' : 'Not pushed'} <RelativeTime atMs={pushedMs} />{' '}
          {current && <Badge tone="success">serving now</Badge>}
        </h4>
        {destination !== null && <p className={styles.destination}>{destination}</p>}
        {version !== null && <p className={styles.detail}>version {version}</p>}
        {reason !== null && <p className={styles.detail}>{reason}</p>}
      </div>
      <div className={styles.links}>
        {links.map(({ label, url }) => (
          <a key={url} href={url} target="_blank" rel="noreferrer" className={styles.link}>
            {label} <ExternalLink size={12} aria-hidden="true" />
          </a>
        ))}
      </div>
    </article>
  );
}
