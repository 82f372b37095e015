import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { useState } from 'react';
import type { ExamplesView } from '../../../engine/contract/examples.ts';
import { formatShare } from '../../charts/format.ts';
import { useQuery } from '../../state/use-query.ts';
import { formatBytes, formatCount, formatNumber, separator } from '../../ui/format.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { classShares } from '../picture/mask-paint.ts';
import { MaskedPicture } from '../picture/masked-picture.tsx';
import { loadMaskCodes } from '../picture/pictures.ts';
import { useLoaded } from '../picture/use-loaded.ts';
import { wholePicture } from '../picture/view-transform.ts';
import { QueryView } from '../query-view.tsx';
import viewer from '../viewer.module.css';
import { exampleImage, exampleMask } from './addresses.ts';
import { formatValue, type ValuePreview } from './format-value.ts';
import styles from './record-detail.module.css';

export interface RecordDetailProps {
  readonly view: ExamplesView;
  readonly split: string;
  readonly record: number;
  readonly onClose: () => void;
  readonly onMove: (step: 1 | -1) => void;
}

/** One record closely: its picture at full size and every feature it has. */
export function RecordDetail({ view, split, record, onClose, onMove }: RecordDetailProps) {
  const { artifactId, imageFeature, maskFeature, classes } = view;
  const [picture, setPicture] = useState(wholePicture);
  const pictures = { artifactId, split };
  const mask = maskFeature === null ? null : exampleMask(pictures, record, maskFeature);
  return (
    <aside className={styles.detail} aria-label={`Record ${record}`}>
      <header className={styles.header}>
        <h4 className={styles.title}>Record {record}</h4>
        <IconButton icon={ChevronLeft} label="Previous record" size="small" onClick={() => onMove(-1)} />
        <IconButton icon={ChevronRight} label="Next record" size="small" onClick={() => onMove(1)} />
        <IconButton icon={X} label="Close record" size="small" onClick={onClose} />
      </header>
      {imageFeature !== null && (
        <div className={styles.picture}>
          <MaskedPicture
            label={`Picture of record ${record}`}
            image={exampleImage(pictures, record, imageFeature)}
            mask={mask}
            classes={classes}
            view={picture}
            onViewChange={setPicture}
          />
        </div>
      )}
      {mask !== null && <MaskShares mask={mask} classes={classes} />}
      <RecordFeatures artifactId={artifactId} split={split} record={record} />
    </aside>
  );
}

function MaskShares({ mask, classes }: { readonly mask: string; readonly classes: ExamplesView['classes'] }) {
  const codes = useLoaded(mask, loadMaskCodes);
  if (codes.value === null) {
    return null;
  }
  const nameOf = (code: number) =>
    classes.find((candidate) => candidate.code === code)?.name ?? `class ${code}`;
  const text = classShares(codes.value.codes)
    .map(({ code, share }) => `${nameOf(code)} ${formatShare(share)}`)
    .join(separator);
  return <p className={viewer.quiet}>{text}</p>;
}

function RecordFeatures({
  artifactId,
  split,
  record,
}: {
  readonly artifactId: number;
  readonly split: string;
  readonly record: number;
}) {
  const query = useQuery('examples.record', { artifactId, split, record });
  return (
    <QueryView query={query} waitingFor="Reading the record">
      {({ features, sizeBytes }) => (
        <>
          <dl className={styles.features}>
            {features.map(({ name, preview, minimum, maximum }) => (
              <div key={name}>
                <dt className={styles.name}>{name}</dt>
                <dd className={styles.facts}>{describeFeature(preview, minimum, maximum)}</dd>
                <dd className={styles.value} title={formatValue(preview)}>
                  {formatValue(preview)}
                </dd>
              </div>
            ))}
          </dl>
          <p className={viewer.quiet}>{formatBytes(sizeBytes)} serialised</p>
        </>
      )}
    </QueryView>
  );
}

function describeFeature(preview: ValuePreview, minimum: number | null, maximum: number | null): string {
  const count = preview.length === 1 ? 'one value' : `${formatCount(preview.length)} values`;
  const range =
    minimum === null || maximum === null ? '' : `, ${formatNumber(minimum)} to ${formatNumber(maximum)}`;
  return `${preview.kind}, ${count}${range}`;
}
