import { isUtf8 } from 'node:buffer';
import { FormatError } from '../format-error.ts';

/** Whole CSV records as they lie in a file, in a buffer of their own. */
export interface CsvBlock {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where the block begins in the file's text, in bytes of UTF-8. */
  readonly offset: number;
}

const NEWLINE = 0x0a;
const QUOTE = 0x22;
const BLOCK_BYTES = 2 << 20;
/** A quote still open after so much is no field but a mistake, and so is a record of so many such fields. */
const MAXIMUM_FIELD_BYTES = 16 << 20;
const MAXIMUM_RECORD_BYTES = 64 << 20;

/**
 * Cuts CSV text into blocks that end with a record. A line break ends a record where the quotes before it are even in
 * number, as TFX's reader counts them.
 * @throws FormatError "bad-syntax" for text that is not UTF-8 and for a quote that is never closed
 */
export async function* csvBlocks(chunks: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<CsvBlock> {
  let pending: Uint8Array = new Uint8Array(0);
  let offset = 0;
  for await (const chunk of chunks) {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    if (pending.length < BLOCK_BYTES) continue;
    const { end, openQuote } = lastRecordEnd(pending);
    if (end === 0) {
      if (openQuote >= 0 && pending.length - openQuote > MAXIMUM_FIELD_BYTES)
        throw unclosed(file, offset + openQuote);
      if (pending.length > MAXIMUM_RECORD_BYTES) throw tooLong(file, offset);
      continue;
    }
    yield makeBlock(pending.subarray(0, end), offset, file);
    offset += end;
    pending = pending.subarray(end);
  }
  if (pending.length === 0) return;
  const { openQuote } = lastRecordEnd(pending);
  if (openQuote >= 0) throw unclosed(file, offset + openQuote);
  yield makeBlock(pending, offset, file);
}

/** Behind the last line break outside quotes, and where a quote is open at the end (-1 for nowhere). */
function lastRecordEnd(text: Uint8Array): { readonly end: number; readonly openQuote: number } {
  let quote = text.indexOf(QUOTE);
  if (quote < 0) return { end: text.lastIndexOf(NEWLINE) + 1, openQuote: -1 };
  let end = 0;
  let closed = 0;
  while (quote >= 0) {
    const before = text.subarray(closed, quote).lastIndexOf(NEWLINE);
    if (before >= 0) end = closed + before + 1;
    const closing = text.indexOf(QUOTE, quote + 1);
    if (closing < 0) return { end, openQuote: quote };
    closed = closing + 1;
    quote = text.indexOf(QUOTE, closed);
  }
  const after = text.subarray(closed).lastIndexOf(NEWLINE);
  return { end: after >= 0 ? closed + after + 1 : end, openQuote: -1 };
}

function makeBlock(text: Uint8Array, offset: number, file: string): CsvBlock {
  if (!isUtf8(text)) {
    throw new FormatError('bad-syntax', `"${file}" is not UTF-8 text, somewhere from byte ${offset} on`, {
      location: { file, offset },
      hint: 'Set text_encoding to how the file is encoded, for example latin1.',
    });
  }
  return { bytes: new Uint8Array(text), offset };
}

function unclosed(file: string, offset: number): FormatError {
  return new FormatError('bad-syntax', `A quote in "${file}" at byte ${offset} is never closed`, {
    location: { file, offset },
    hint: 'Close the quote, or double a quote that is part of a field.',
  });
}

function tooLong(file: string, offset: number): FormatError {
  return new FormatError('too-large', `The record at byte ${offset} of "${file}" is longer than 64 MiB`, {
    location: { file, offset },
    hint: 'The file has no line breaks where they should be; check that it is a CSV file.',
  });
}
