/** Marks a branch the types say cannot be reached, so that adding a case to a union fails to compile. */
export function assertNever(value: never, what: string): never {
  throw new Error(`Unexpected ${what}: ${JSON.stringify(value)}`);
}
