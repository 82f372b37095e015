import { Pencil, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { SchemaFeatureView } from '../../../engine/contract/schema.ts';
import { formatShare } from '../../charts/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Table } from '../../ui/table.tsx';
import viewer from '../viewer.module.css';
import { describeDomain, describeShape } from './feature-draft.ts';
import { FeatureEditor } from './feature-editor.tsx';
import styles from './schema-table.module.css';

export interface SchemaTableProps {
  readonly features: readonly SchemaFeatureView[];
  /** The features before any edit, to mark what was changed. */
  readonly original: readonly SchemaFeatureView[];
  /** Resolves to whether the engine took the edit. */
  readonly onEdit: (feature: SchemaFeatureView) => Promise<boolean>;
  readonly onRemove: (feature: string) => Promise<boolean>;
}

/** Features as rows; a row that is edited opens into a form. */
export function SchemaTable({ features, original, onEdit, onRemove }: SchemaTableProps) {
  const [edited, setEdited] = useState<string | null>(null);
  const before = useMemo(
    () => new Map(original.map((feature) => [feature.name, JSON.stringify(feature)])),
    [original],
  );
  return (
    <div className={viewer.scroll}>
      <Table label="Features of the schema" dense>
        <thead>
          <tr>
            <th>Feature</th>
            <th>Type</th>
            <th>Presence</th>
            <th>Shape</th>
            <th>Domain</th>
            <th>Environments</th>
            <th>
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {features.map((feature) =>
            feature.name === edited ? (
              <tr key={feature.name}>
                <td colSpan={7} className={styles.editing}>
                  <FeatureEditor
                    feature={feature}
                    onCancel={() => setEdited(null)}
                    onApply={async (next) => {
                      if (await onEdit(next)) {
                        setEdited(null);
                      }
                    }}
                  />
                </td>
              </tr>
            ) : (
              <FeatureRow
                key={feature.name}
                feature={feature}
                isChanged={before.get(feature.name) !== JSON.stringify(feature)}
                onEdit={() => setEdited(feature.name)}
                onRemove={() => void onRemove(feature.name)}
              />
            ),
          )}
        </tbody>
      </Table>
      {features.length === 0 && <p className={viewer.waiting}>No feature matches.</p>}
    </div>
  );
}

interface FeatureRowProps {
  readonly feature: SchemaFeatureView;
  readonly isChanged: boolean;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

function FeatureRow({ feature, isChanged, onEdit, onRemove }: FeatureRowProps) {
  const { name, type, domain } = feature;
  return (
    <tr onDoubleClick={onEdit}>
      <td>
        <span className={styles.name} title={name}>
          {name}
        </span>{' '}
        {isChanged && <Badge tone="accent">changed</Badge>}
      </td>
      <td>{type.toLowerCase()}</td>
      <td className={viewer.nowrap}>{describePresence(feature)}</td>
      <td className={styles.shape}>{describeShape(feature) || 'any'}</td>
      <td>
        <span className={styles.domain} title={describeDomain(domain)}>
          {describeDomain(domain) || '—'}
        </span>
      </td>
      <td>{describeEnvironments(feature)}</td>
      <td className={styles.actions}>
        <IconButton icon={Pencil} label={`Edit ${name}`} size="small" onClick={onEdit} />
        <IconButton icon={Trash2} label={`Remove ${name}`} size="small" onClick={onRemove} />
      </td>
    </tr>
  );
}

function describePresence({ minimumFraction }: SchemaFeatureView): string {
  if (minimumFraction === null || minimumFraction === 0) {
    return 'optional';
  }
  return minimumFraction === 1 ? 'required' : `at least ${formatShare(minimumFraction)}`;
}

function describeEnvironments({ environments, notInEnvironments }: SchemaFeatureView): string {
  const parts = [
    environments.length > 0 && `in ${environments.join(', ')}`,
    notInEnvironments.length > 0 && `not in ${notInEnvironments.join(', ')}`,
  ].filter(Boolean);
  return parts.length === 0 ? 'all' : parts.join('; ');
}
