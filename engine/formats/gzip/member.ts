import { crc32, deflateRaw } from 'node:zlib';

/**
 * Our gzip files consist of members (RFC 1952, section 2.2) of about a mebibyte of whole records each, every one
 * with its length and number of records in an extra field, as BGZF does. To any gzip reader the file is ordinary;
 * ours can compress and expand members in parallel and find any record by hopping over headers.
 */
export interface Member {
  /** Where the member begins in the file, and how long it is, header and trailer included. */
  readonly offset: number;
  readonly size: number;
  readonly records: number;
}

/** Fixed header, extra field length, subfield id "MR", its length, the member's size and number of records. */
export const MEMBER_HEADER_BYTES = 24;
const MEMBER_TRAILER_BYTES = 8;
const SUBFIELD = [0x4d, 0x52] as const;
/** Twice as fast as the default level on float-coded images, for files about a seventh larger. */
const LEVEL = 1;

/** One gzip member holding some records; equal bytes give equal members. Runs on a thread of Node's pool. */
export async function compressMember(bytes: Uint8Array, records: number): Promise<Uint8Array<ArrayBuffer>> {
  const body = await deflate(bytes);
  const member = Buffer.allocUnsafeSlow(MEMBER_HEADER_BYTES + body.length + MEMBER_TRAILER_BYTES);
  // Magic, deflate, FEXTRA, no time, extra flags 4 (fastest), operating system unknown.
  member.set([0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 4, 255, 12, 0, ...SUBFIELD, 8, 0]);
  member.writeUInt32LE(member.length, 16);
  member.writeUInt32LE(records, 20);
  member.set(body, MEMBER_HEADER_BYTES);
  member.writeUInt32LE(crc32(bytes), member.length - 8);
  member.writeUInt32LE(bytes.length, member.length - 4);
  return member;
}

/** The member that a header at `offset` announces, or null when it is a gzip header of somebody else's. */
export function readMemberHeader(header: Uint8Array, offset: number): Member | null {
  if (header.length < MEMBER_HEADER_BYTES) return null;
  const [a, b, method, flags] = header;
  if (a !== 0x1f || b !== 0x8b || method !== 8 || flags !== 4) return null;
  if (header[12] !== SUBFIELD[0] || header[13] !== SUBFIELD[1] || header[14] !== 8) return null;
  const view = new DataView(header.buffer, header.byteOffset);
  const size = view.getUint32(16, true);
  if (size <= MEMBER_HEADER_BYTES + MEMBER_TRAILER_BYTES) return null;
  return { offset, size, records: view.getUint32(20, true) };
}

/** DEFLATE makes at most so many bytes of one (zlib's documentation, "Maximum Compression Factor"). */
const MAXIMUM_RATIO = 1032;

/**
 * Options with which Node's gunzip expands a whole member into one buffer, as its trailer tells how long it gets; in chunks
 * each would be copied once more, and garbage in the end. A false length costs chunks, and no more memory than the data.
 */
export function expandWhole(compressed: Uint8Array): { readonly chunkSize: number } {
  const view = new DataView(compressed.buffer, compressed.byteOffset, compressed.byteLength);
  const told = compressed.length < MEMBER_TRAILER_BYTES ? 0 : view.getUint32(compressed.length - 4, true);
  // One byte of room tells Node that nothing is left.
  return { chunkSize: Math.max(64, Math.min(told, compressed.length * MAXIMUM_RATIO) + 1) };
}

function deflate(bytes: Uint8Array): Promise<Buffer> {
  // One output chunk large enough for anything, so that a member is one task of the thread pool.
  const options = { level: LEVEL, chunkSize: Math.max(64, bytes.length + (bytes.length >> 8) + 256) };
  return new Promise((resolve, reject) => {
    deflateRaw(bytes, options, (error, result) => (error ? reject(error) : resolve(result)));
  });
}
