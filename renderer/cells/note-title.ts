/** The first heading of a note without its marks, or else its first words. */
export function noteTitle(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  const line =
    lines.find((candidate) => candidate.startsWith('#')) ?? lines.find((candidate) => candidate !== '');
  const plain = (line ?? '')
    .replace(/^#+\s*/, '')
    .replace(/[*_`]/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  return plain.length > 60 ? `${plain.slice(0, 59)}…` : plain || 'Empty note';
}

/** The depth of a note's first heading; null where it has none. */
export function noteLevel(text: string): number | null {
  const marks = /^\s*(#{1,6})\s/m.exec(text)?.[1];
  return marks === undefined ? null : marks.length;
}
