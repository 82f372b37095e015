import { Download, FolderOpen } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useQuery } from '../../state/use-query.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatBytes, formatCounted } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import { QueryView } from '../query-view.tsx';
import { SortButton } from '../table/sort-button.tsx';
import { sortRows, type TableSort } from '../table/sort-rows.ts';
import viewer from '../viewer.module.css';
import { artifactFile } from './artifact-file.ts';
import { FilePreview } from './file-preview.tsx';
import styles from './files-viewer.module.css';
import { isReadable } from './readable.ts';

interface FileRow {
  readonly path: string;
  readonly sizeBytes: number;
}

/** The files of an artifact; those that are text can be read here, every one can be saved. */
export function FilesViewer({ artifactId }: { readonly artifactId: number }) {
  const query = useQuery('artifact.files', { artifactId });
  return (
    <QueryView query={query} waitingFor="Listing files">
      {(files) =>
        files.length === 0 ? (
          <EmptyState icon={FolderOpen} title="No files">
            This artifact says what it says by being there.
          </EmptyState>
        ) : (
          <FileTable artifactId={artifactId} files={files} />
        )
      }
    </QueryView>
  );
}

interface FileTableProps {
  readonly artifactId: number;
  readonly files: readonly FileRow[];
}

function FileTable({ artifactId, files }: FileTableProps) {
  const [sort, setSort] = useState<TableSort | null>(null);
  const [opened, setOpened] = useState<FileRow | null>(() => onlyReadable(files));
  const rows = useMemo(
    () =>
      sort === null
        ? files
        : sortRows(files, (file) => (sort.id === 'path' ? file.path : file.sizeBytes), sort.descending),
    [files, sort],
  );
  const total = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return (
    <section className={viewer.viewer} aria-label="Files">
      <div className={viewer.scroll}>
        <Table label="Files of the artifact" dense>
          <FileTableHead sort={sort} onSortChange={setSort} />
          <tbody>
            {rows.map((file) => (
              <FileLine
                key={file.path}
                artifactId={artifactId}
                file={file}
                isOpened={file === opened}
                onToggle={() => setOpened(file === opened ? null : file)}
              />
            ))}
          </tbody>
        </Table>
      </div>
      <p className={viewer.quiet}>
        {formatCounted(files.length, 'file')}, {formatBytes(total)}
      </p>
      {opened !== null && <FilePreview artifactId={artifactId} path={opened.path} />}
    </section>
  );
}

/** A file that is alone is read without asking for it. */
function onlyReadable(files: readonly FileRow[]): FileRow | null {
  const [file] = files;
  return files.length === 1 && file !== undefined && isReadable(file) ? file : null;
}

interface FileTableHeadProps {
  readonly sort: TableSort | null;
  readonly onSortChange: (sort: TableSort | null) => void;
}

function FileTableHead({ sort, onSortChange }: FileTableHeadProps) {
  return (
    <thead>
      <tr>
        <th>
          <SortButton id="path" sort={sort} onSortChange={onSortChange}>
            File
          </SortButton>
        </th>
        <th data-numeric>
          <SortButton id="size" sort={sort} onSortChange={onSortChange}>
            Size
          </SortButton>
        </th>
        <th>
          <span className="visually-hidden">Save</span>
        </th>
      </tr>
    </thead>
  );
}

interface FileLineProps {
  readonly artifactId: number;
  readonly file: FileRow;
  readonly isOpened: boolean;
  readonly onToggle: () => void;
}

function FileLine({ artifactId, file, isOpened, onToggle }: FileLineProps) {
  const { path, sizeBytes } = file;
  return (
    <tr data-selected={isOpened}>
      <td className={styles.path}>
        {isReadable(file) ? (
          <button type="button" className={styles.open} onClick={onToggle}>
            {path}
          </button>
        ) : (
          path
        )}
      </td>
      <td data-numeric>{formatBytes(sizeBytes)}</td>
      <td data-numeric>
        <a href={artifactFile(artifactId, path)} download aria-label={`Save ${path}`} className={styles.save}>
          <Download size={13} aria-hidden="true" />
        </a>
      </td>
    </tr>
  );
}
