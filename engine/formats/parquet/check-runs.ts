/**
 * Refuses a run of equal values that is longer than its page (Parquet's RLE and bit-packed hybrid): hyparquet would write
 * as many values as a damaged file says, which may be billions. It reads until it has all values, whatever length is given.
 *
 * @param width bits of a value
 * @param values number of values of the page
 * @throws Error
 */
export function checkRuns(bytes: Uint8Array, width: number, values: number): void {
  const valueBytes = (width + 7) >> 3;
  let at = 0;
  for (let seen = 0; seen < values && at < bytes.length; ) {
    let header = 0;
    for (let shift = 0; at < bytes.length; shift += 7) {
      const byte = bytes[at++] as number;
      header += (byte & 127) * 2 ** shift;
      if (byte < 128) break;
    }
    const count = Math.floor(header / 2);
    const isPacked = header % 2 === 1;
    // Packed values come in groups of eight, of which the last may be filled up.
    if ((isPacked ? (count - 1) * 8 : count) > values)
      throw new Error(`a run of ${count} is longer than its page of ${values} values`);
    at += isPacked ? count * width : valueBytes;
    seen += isPacked ? count * 8 : count;
  }
}
