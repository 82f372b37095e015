import { openForReading } from '../files/read-chunks.ts';
import { MEMBER_HEADER_BYTES, type Member, readMemberHeader } from './member.ts';

/** The members of a gzip file written by us, found by hopping over their headers; null for any other file. */
export async function listMembers(file: string): Promise<readonly Member[] | null> {
  await using handle = await openForReading(file);
  const { size: end } = await handle.stat();
  const header = Buffer.alloc(MEMBER_HEADER_BYTES);
  const members: Member[] = [];
  for (let offset = 0; offset < end; ) {
    const { bytesRead } = await handle.read(header, 0, header.length, offset);
    const member = readMemberHeader(header.subarray(0, bytesRead), offset);
    if (member === null || offset + member.size > end) return null;
    members.push(member);
    offset += member.size;
  }
  return members.length === 0 ? null : members;
}
