import type { TextField } from './parse-tree.ts';

/** Replaces the text from `start` to `end`. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A block of fields: where its closing brace is (null for the whole text) and how its fields are indented. */
export interface Block {
  readonly fields: readonly TextField[];
  readonly end: number | null;
  readonly indent: string;
}

/** Applies edits that do not overlap; of those at one place the first given comes first. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits
    .map((edit, index) => ({ ...edit, index }))
    .sort((a, b) => a.start - b.start || a.end - b.end || a.index - b.index);
  let [result, done] = ['', 0];
  for (const edit of ordered) {
    result += text.slice(done, edit.start) + edit.text;
    done = edit.end;
  }
  return result + text.slice(done);
}

/** Takes out a field: its whole lines with the comment lines right above, where it has them to itself. */
export function removal(text: string, field: TextField): TextEdit {
  const lineStart = text.lastIndexOf('\n', field.start - 1) + 1;
  const lineEnd = text.indexOf('\n', field.end);
  const after = lineEnd < 0 ? text.length : lineEnd + 1;
  const isAlone =
    /^\s*$/.test(text.slice(lineStart, field.start)) &&
    /^[,;]?\s*(?:#.*)?\s*$/.test(text.slice(field.end, after));
  if (!isAlone) return { start: field.start, end: field.end + (text[field.end] === ' ' ? 1 : 0), text: '' };
  return { start: commentStart(text, lineStart), end: after, text: '' };
}

/** Adds printed lines behind a field of the block, or at its end. */
export function insertion(text: string, block: Block, printed: string, behind?: TextField): TextEdit {
  if (behind) {
    const lineEnd = text.indexOf('\n', behind.end);
    if (lineEnd >= 0 && (block.end === null || lineEnd < block.end)) return insertAt(lineEnd + 1, printed);
  }
  if (block.end === null) {
    const isOpen = text !== '' && !text.endsWith('\n') && printed !== '';
    return insertAt(text.length, isOpen ? `\n${printed}` : printed);
  }
  const lineStart = text.lastIndexOf('\n', block.end - 1) + 1;
  if (/^\s*$/.test(text.slice(lineStart, block.end))) return insertAt(lineStart, printed);
  // The closing brace follows something on its line: the block is written in one line, and so is what is added.
  const inline = printed.trim().replace(/\s*\n\s*/g, ' ');
  const space = text[block.end - 1] === ' ' ? '' : ' ';
  return insertAt(block.end, inline === '' ? '' : `${space}${inline} `);
}

function insertAt(position: number, text: string): TextEdit {
  return { start: position, end: position, text };
}

/** Where the comment lines directly above a line begin; those that head the whole text are not the line's. */
function commentStart(text: string, lineStart: number): number {
  let start = lineStart;
  while (start > 0) {
    const previous = text.lastIndexOf('\n', start - 2) + 1;
    if (!/^\s*#/.test(text.slice(previous, start))) return start;
    start = previous;
  }
  return lineStart;
}
