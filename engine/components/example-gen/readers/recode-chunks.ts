const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** Text of another encoding as UTF-8, without a byte order mark. */
export async function* recodeChunks(
  chunks: AsyncIterable<Uint8Array>,
  encoding: 'utf-8' | 'latin1' | 'utf-16le',
): AsyncGenerator<Uint8Array> {
  if (encoding === 'utf-8') {
    yield* withoutMark(chunks);
    return;
  }
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

async function* withoutMark(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isFirst = true;
  for await (const chunk of chunks) {
    const hasMark = isFirst && BYTE_ORDER_MARK.every((byte, index) => chunk[index] === byte);
    yield hasMark ? chunk.subarray(BYTE_ORDER_MARK.length) : chunk;
    isFirst = false;
  }
}
