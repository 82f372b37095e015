import * as z from 'zod';

const limit = 10;
const storedSchema = z.array(z.string().max(4096)).max(limit);

/** Puts a notebook first in the list, once. */
export function withRecent(list: readonly string[], notebook: string): readonly string[] {
  return [notebook, ...list.filter((each) => each !== notebook)].slice(0, limit);
}

/** Reads a stored list; a file of another form is an empty list. */
export function parseRecent(text: string): readonly string[] {
  try {
    return storedSchema.parse(JSON.parse(text));
  } catch {
    return [];
  }
}
