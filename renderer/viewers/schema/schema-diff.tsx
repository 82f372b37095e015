import { GitCompare } from 'lucide-react';
import { useQuery } from '../../state/use-query.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Table } from '../../ui/table.tsx';
import { QueryView } from '../query-view.tsx';
import viewer from '../viewer.module.css';

const tones = { added: 'success', removed: 'danger', changed: 'warning' } as const satisfies Record<
  string,
  Tone
>;

/** What a draft changes against the schema of the artifact, feature by feature. */
export function SchemaDiff({ before, after }: { readonly before: string; readonly after: string }) {
  const query = useQuery('schema.diff', { before, after });
  return (
    <QueryView query={query} waitingFor="Comparing schemas">
      {(changes) =>
        changes.length === 0 ? (
          <EmptyState icon={GitCompare} title="No changes">
            Edit a feature in the table or the text to see here what differs.
          </EmptyState>
        ) : (
          <div className={viewer.scroll}>
            <Table label="Changes of the schema">
              <thead>
                <tr>
                  <th>Feature</th>
                  <th>Change</th>
                  <th>What</th>
                </tr>
              </thead>
              <tbody>
                {changes.map(({ feature, change, description }) => (
                  <tr key={`${feature} ${description}`}>
                    <td>{feature}</td>
                    <td>
                      <Badge tone={tones[change]}>{change}</Badge>
                    </td>
                    <td>{description}</td>
                  </tr>
                ))}
              </tbody>
            </Table>
          </div>
        )
      }
    </QueryView>
  );
}
