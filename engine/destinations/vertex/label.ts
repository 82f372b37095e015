/**
 * A label value as Google Cloud accepts it: lower-case letters, digits, `_` and `-`, at most 63 characters; others
 * become `-`, as TFX does.
 */
export function labelValue(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]/g, '-')
    .slice(0, 63);
}
