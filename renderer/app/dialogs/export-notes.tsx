import { closeDialog, revealCell } from '../../state/view-store.ts';
import { sentence } from '../../ui/sentence.ts';
import styles from './export-notes.module.css';

interface Note {
  readonly cell: string | null;
  readonly message: string;
}

export interface ExportNotesProps {
  readonly title: string;
  readonly notes: readonly Note[];
}

/** What an export cannot say, by cell; a cell's name leads to the cell. */
export function ExportNotes({ title, notes }: ExportNotesProps) {
  if (notes.length === 0) {
    return null;
  }
  return (
    <section className={styles.notes} aria-label={title}>
      <h3 className={styles.title}>{title}</h3>
      <ul className={styles.list}>
        {groupByCell(notes).map(([cell, own]) => (
          <li key={cell} className={styles.group}>
            {cell !== null && (
              <button type="button" className={styles.cell} onClick={() => showCell(cell)}>
                {cell}
              </button>
            )}
            {own.map(({ message }) => (
              <p key={message} className={styles.note}>
                {capitalized(message)}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function showCell(cell: string): void {
  closeDialog();
  revealCell(cell);
}

function capitalized(message: string): string {
  return sentence(message.charAt(0).toUpperCase() + message.slice(1));
}

/** The notes of each cell together, in the order of the first ones. */
function groupByCell(notes: readonly Note[]): readonly (readonly [string | null, readonly Note[]])[] {
  const cells = [...new Set(notes.map(({ cell }) => cell))];
  return cells.map((cell) => [cell, notes.filter((note) => note.cell === cell)]);
}
