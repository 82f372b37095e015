/** Readers take no larger records. */
export const MAXIMUM_RECORD_BYTES = 2 ** 30;

/** @throws RangeError for a record of so many bytes */
export function refuseOversized(bytes: number): void {
  if (bytes > MAXIMUM_RECORD_BYTES) throw new RangeError('a record would take more than 1 GiB');
}
