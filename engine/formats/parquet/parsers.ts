import type { ParquetParsers } from 'hyparquet';

const asIs = (bytes: Uint8Array): Uint8Array => bytes;

/** Text, JSON and shapes stay bytes: that is what the features will hold. */
export const PARSERS: Partial<ParquetParsers> = {
  stringFromBytes: asIs,
  jsonFromBytes: asIs,
  geometryFromBytes: asIs,
  geographyFromBytes: asIs,
};
