import { DoubleFailure } from '../double-failure.ts';

/** A run of chunks of one xorb. */
interface ShardTerm {
  readonly xorb: string;
  readonly firstChunk: number;
  readonly endChunk: number;
}

/** A file as a shard describes it: which chunks it is made of, and its SHA-256. */
export interface ShardFile {
  readonly sha256: string;
  readonly terms: readonly ShardTerm[];
}

const headerBytes = 48;
const hasVerification = 0x80000000;
const hasMetadata = 0x40000000;

/** The files in a shard's file section (xet specification, "Shard format"). @throws DoubleFailure 400 */
export function readShardFiles(shard: Buffer): readonly ShardFile[] {
  if (shard.toString('latin1', 0, 14) !== 'HFRepoMetaData') {
    throw new DoubleFailure(400, 'The body is no shard');
  }
  const files: ShardFile[] = [];
  for (let offset = headerBytes; readHash(shard, offset) !== 'f'.repeat(64); ) {
    const flags = shard.readUInt32LE(offset + 32);
    const count = shard.readUInt32LE(offset + 36);
    if ((flags & hasVerification) === 0 || (flags & hasMetadata) === 0) {
      throw new DoubleFailure(400, 'A file of the shard lacks its verification or its SHA-256');
    }
    const termsAt = offset + 48;
    const metadataAt = termsAt + count * (48 + 48);
    files.push({
      sha256: readHash(shard, metadataAt),
      terms: Array.from({ length: count }, (_, index) => readTerm(shard, termsAt + index * 48)),
    });
    offset = metadataAt + 48;
  }
  return files;
}

function readTerm(shard: Buffer, offset: number): ShardTerm {
  return {
    xorb: readHash(shard, offset),
    firstChunk: shard.readUInt32LE(offset + 40),
    endChunk: shard.readUInt32LE(offset + 44),
  };
}

/** A hash is four little-endian 64-bit numbers, written out as numbers are. */
function readHash(shard: Buffer, offset: number): string {
  return [0, 8, 16, 24]
    .map((part) =>
      shard
        .readBigUInt64LE(offset + part)
        .toString(16)
        .padStart(16, '0'),
    )
    .join('');
}
