import { useQuery } from '../../state/use-query.ts';
import { QueryView } from '../query-view.tsx';
import { SchemaEditor } from './schema-editor.tsx';

/** A schema that can be read, edited, compared with the one shown first, and saved beside the notebook. */
export function SchemaViewer({ artifactId }: { readonly artifactId: number }) {
  const query = useQuery('schema.get', { artifactId });
  return (
    <QueryView query={query} waitingFor="Reading the schema">
      {(schema) => <SchemaEditor key={artifactId} original={schema} />}
    </QueryView>
  );
}
