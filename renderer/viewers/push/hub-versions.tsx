import { Download, ExternalLink, GitCompareArrows } from 'lucide-react';
import type { PushedVersionView } from '../../../engine/contract/push.ts';
import { attempt } from '../../commands/execute.ts';
import { useAppStore } from '../../state/app-store.ts';
import { useQuery } from '../../state/use-query.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { separator } from '../../ui/format.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Table } from '../../ui/table.tsx';
import { showToast } from '../../ui/toast-manager.ts';
import { QueryView } from '../query-view.tsx';
import viewer from '../viewer.module.css';
import { fetchVersion } from './fetch-version.ts';

export interface HubVersionsProps {
  readonly cell: string;
  /** The version the dry run is compared with; null for the newest. */
  readonly compareWith: string | null;
  readonly onCompare: (version: string) => void;
}

/** Metrics shown beside a version; the card has them all. */
const mostMetrics = 4;

/** What is on the Hub already: to compare with, to look at, to bring back as a model. */
export function HubVersions({ cell, compareWith, onCompare }: HubVersionsProps) {
  const query = useQuery('push.versions', { cell });
  return (
    <QueryView query={query} waitingFor="Reading the versions on the Hub">
      {(versions) =>
        versions.length === 0 ? (
          <p className={viewer.quiet}>No version of this model is on the Hub yet.</p>
        ) : (
          <div className={viewer.scroll}>
            <Table label="Versions on the Hub" dense>
              <thead>
                <tr>
                  <th>Version</th>
                  <th>Pushed</th>
                  <th>Metrics</th>
                  <th>
                    <span className="visually-hidden">Actions</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {versions.map((version, index) => (
                  <VersionRow
                    key={version.version}
                    cell={cell}
                    version={version}
                    isCompared={version.version === compareWith || (compareWith === null && index === 0)}
                    onCompare={onCompare}
                  />
                ))}
              </tbody>
            </Table>
          </div>
        )
      }
    </QueryView>
  );
}

interface VersionRowProps {
  readonly cell: string;
  readonly version: PushedVersionView;
  readonly isCompared: boolean;
  readonly onCompare: (version: string) => void;
}

function VersionRow({ cell, version, isCompared, onCompare }: VersionRowProps) {
  const notebook = useAppStore((state) => state.notebook);
  const bringBack = () =>
    attempt(async () => {
      if (notebook) {
        const id = await fetchVersion(notebook, cell, version);
        showToast({ title: `The cell ${id} fetches ${version.version}`, tone: 'success' });
      }
    });
  return (
    <tr>
      <td className={viewer.mono}>
        <a href={version.url} target="_blank" rel="noreferrer">
          {version.version} <ExternalLink size={12} aria-hidden="true" />
        </a>{' '}
        {version.sameModel === true && <Badge tone="success">this model</Badge>}
      </td>
      <td className={viewer.nowrap}>
        {version.pushedMs === null ? '—' : <RelativeTime atMs={version.pushedMs} />}
      </td>
      <td>{metricsText(version.metrics)}</td>
      <td className={viewer.nowrap}>
        <Button
          size="small"
          variant="ghost"
          icon={GitCompareArrows}
          aria-pressed={isCompared}
          onClick={() => onCompare(version.version)}
        >
          Compare
        </Button>
        <Button size="small" variant="ghost" icon={Download} onClick={() => void bringBack()}>
          Fetch as model
        </Button>
      </td>
    </tr>
  );
}

function metricsText(metrics: PushedVersionView['metrics']): string {
  const shown = Object.entries(metrics).slice(0, mostMetrics);
  return shown.map(([name, value]) => `${name} ${Number(value.toPrecision(4))}`).join(separator);
}
