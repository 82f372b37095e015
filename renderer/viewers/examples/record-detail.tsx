import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { useState } from 'react';
import type { ExamplesView } from '../../../engine/contract/examples.ts';
import { formatShare } from '../../charts/format.ts';
import { useQuery } from '../../state/use-query.ts';
import { formatBytes, formatNumber } from '../../ui/format.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Table } from '../../ui/table.tsx';
import { classShares } from '../picture/mask-paint.ts';
import { MaskedPicture } from '../picture/masked-picture.tsx';
import { loadMaskCodes } from '../picture/pictures.ts';
import { useLoaded } from '../picture/use-loaded.ts';
import { wholePicture } from '../picture/view-transform.ts';
import { QueryView } from '../query-view.tsx';
import viewer from '../viewer.module.css';
import { exampleImage, exampleMask } from './addresses.ts';
import { formatValue } from './format-value.ts';
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
    .join(' · ');
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
          <Table label={`Features of record ${record}`} dense>
            <thead>
              <tr>
                <th>Feature</th>
                <th data-numeric>Values</th>
                <th data-numeric>Min</th>
                <th data-numeric>Max</th>
              </tr>
            </thead>
            <tbody>
              {features.map(({ name, preview, minimum, maximum }) => (
                <tr key={name}>
                  <td>
                    <div className={styles.name}>{name}</div>
                    <div className={styles.value}>{formatValue(preview)}</div>
                  </td>
                  <td data-numeric>{formatNumber(preview.length)}</td>
                  <td data-numeric>{formatNumber(minimum)}</td>
                  <td data-numeric>{formatNumber(maximum)}</td>
                </tr>
              ))}
            </tbody>
          </Table>
          <p className={viewer.quiet}>{formatBytes(sizeBytes)} serialised</p>
        </>
      )}
    </QueryView>
  );
}
