/** `base` when it is free, else `base_2`, `base_3`... */
export function uniqueCellId(base: string, taken: readonly string[]): string {
  if (base !== 'note' && !taken.includes(base)) {
    return base;
  }
  const separator = base === 'note' ? '-' : '_';
  for (let number = base === 'note' ? 1 : 2; ; number++) {
    const id = `${base}${separator}${number}`;
    if (!taken.includes(id)) {
      return id;
    }
  }
}
