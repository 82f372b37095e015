import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { PlannedFile } from '../../../engine/contract/export.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import styles from './export-files.module.css';
import { LineDifference } from './line-difference.tsx';

export interface ExportFilesProps {
  readonly folder: string;
  readonly files: readonly PlannedFile[];
  /** Paths of the files that differ and are to be replaced. */
  readonly replaced: ReadonlySet<string>;
  readonly onReplace: (replaced: ReadonlySet<string>) => void;
}

const states: Readonly<Record<PlannedFile['state'], { readonly label: string; readonly tone: Tone }>> = {
  new: { label: 'new', tone: 'success' },
  same: { label: 'unchanged', tone: 'neutral' },
  differs: { label: 'there already, differs', tone: 'warning' },
  kept: { label: 'there already, kept', tone: 'neutral' },
};

/** The files of an export: each opens to what it says, or to how it differs from what is there. */
export function ExportFiles({ folder, files, replaced, onReplace }: ExportFilesProps) {
  const setReplaced = (path: string, isReplaced: boolean) => {
    const others = [...replaced].filter((other) => other !== path);
    onReplace(new Set(isReplaced ? [...others, path] : others));
  };
  return (
    <section className={styles.files} aria-label="Files">
      <p className={styles.folder}>
        In <code>{folder}</code>
      </p>
      <ul className={styles.list}>
        {files.map((file) => (
          <ExportFile
            key={file.path}
            file={file}
            isReplaced={replaced.has(file.path)}
            onReplace={(isReplaced) => setReplaced(file.path, isReplaced)}
          />
        ))}
      </ul>
    </section>
  );
}

interface ExportFileProps {
  readonly file: PlannedFile;
  readonly isReplaced: boolean;
  readonly onReplace: (isReplaced: boolean) => void;
}

function ExportFile({ file, isReplaced, onReplace }: ExportFileProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { label, tone } = states[file.state];
  return (
    <li className={styles.file}>
      <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
        <summary className={styles.summary}>
          <ChevronRight size={14} className={styles.chevron} aria-hidden="true" />
          <code>{file.path}</code>
          <Badge tone={tone}>{label}</Badge>
        </summary>
        {/* Made when it comes into sight, so that a difference scrolls to where it begins. */}
        {isOpen && (
          <div className={styles.content}>
            <FileText file={file} />
          </div>
        )}
      </details>
      {file.state === 'differs' && (
        <div className={styles.choice}>
          <Checkbox label="Replace" checked={isReplaced} onChange={onReplace} />
        </div>
      )}
    </li>
  );
}

function FileText({ file: { state, text, existing } }: { readonly file: PlannedFile }) {
  return state === 'differs' && existing !== null ? (
    <LineDifference before={existing} after={text} />
  ) : (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <pre className={styles.text} tabIndex={0}>
      {existing ?? text}
    </pre>
  );
}
