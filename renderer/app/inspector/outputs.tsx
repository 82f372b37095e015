import { FolderSearch, PackageOpen, Waypoints } from 'lucide-react';
import type { ArtifactView } from '../../../engine/contract/artifact.ts';
import type { ComponentCellView } from '../../../engine/contract/notebook.ts';
import { describeValue } from '../../cells/parameters/parameter-value.ts';
import { attempt } from '../../commands/execute.ts';
import { desktop } from '../../state/desktop.ts';
import { useQuery } from '../../state/use-query.ts';
import { changeView } from '../../state/view-store.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatBytes, formatCounted, separator } from '../../ui/format.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import styles from './outputs.module.css';

/** The artifacts a cell made: what they are, how large, where, and their files. */
export function Outputs({ cell }: { readonly cell: ComponentCellView }) {
  const outputs = Object.entries(cell.result?.outputs ?? {});
  if (outputs.length === 0) {
    return (
      <EmptyState icon={PackageOpen} title="Nothing made yet">
        Run the cell; what it makes is listed here.
      </EmptyState>
    );
  }
  return outputs.map(([key, artifacts]) => (
    <section key={key} className={styles.output}>
      <h3 className={styles.key}>{key}</h3>
      {artifacts.map((artifact) => (
        <Artifact key={artifact.id} artifact={artifact} />
      ))}
    </section>
  ));
}

function Artifact({ artifact }: { readonly artifact: ArtifactView }) {
  const facts = { ...artifact.properties, ...artifact.customProperties };
  return (
    <article className={styles.artifact}>
      <div className={styles.heading}>
        <Badge tone="accent">{artifact.type}</Badge>
        <span className={styles.muted}>
          #{artifact.id}
          {artifact.sizeBytes !== null && separator + formatBytes(artifact.sizeBytes)}
          {separator}
          <RelativeTime atMs={artifact.createdMs} />
        </span>
      </div>
      <dl className={styles.facts}>
        {Object.entries(facts).map(([name, value]) => (
          <div key={name} className={styles.fact}>
            <dt>{name}</dt>
            <dd>{describeValue(value)}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.uri}>{artifact.uri}</p>
      <Files artifactId={artifact.id} />
      <div className={styles.actions}>
        <Button
          size="small"
          variant="ghost"
          icon={Waypoints}
          onClick={() => changeView({ artifactId: artifact.id, inspectorTab: 'lineage' })}
        >
          Lineage
        </Button>
        <CopyButton text={artifact.uri} label="Copy path" />
        {desktop && (
          <Button
            size="small"
            variant="ghost"
            icon={FolderSearch}
            onClick={() => void attempt(() => desktop?.revealInFolder(artifact.uri))}
          >
            Show in folder
          </Button>
        )}
      </div>
    </article>
  );
}

function Files({ artifactId }: { readonly artifactId: number }) {
  const { data } = useQuery('artifact.files', { artifactId });
  if (!data || data.length === 0) {
    return null;
  }
  return (
    <details className={styles.files}>
      <summary>{formatCounted(data.length, 'file')}</summary>
      <ul>
        {data.slice(0, 200).map(({ path, sizeBytes }) => (
          <li key={path}>
            <span className={styles.path}>{path}</span>
            <span className={styles.muted}>{formatBytes(sizeBytes)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
