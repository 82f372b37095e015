/** Names of image formats as TFDV gives them (statistics/generators/image_stats_generator.py). */
export type ImageFormat = 'JPEG' | 'PNG' | 'GIF' | 'BMP' | 'WEBP';

export interface ImageHeader {
  readonly format: ImageFormat;
  /** Null where the header was not understood. */
  readonly width: number | null;
  readonly height: number | null;
}

/** Tells an encoded image from its first bytes, and its size from its header; null for anything else. */
export function detectImageFormat(bytes: Uint8Array): ImageHeader | null {
  const [a, b, c] = bytes;
  if (a === 0xff && b === 0xd8 && c === 0xff) return { format: 'JPEG', ...jpegSize(bytes) };
  if (a === 0x89 && b === 0x50 && c === 0x4e) return { format: 'PNG', ...sizeAt(bytes, 16, 20, 'uint32be') };
  if (a === 0x47 && b === 0x49 && c === 0x46) return { format: 'GIF', ...sizeAt(bytes, 6, 8, 'uint16le') };
  if (a === 0x42 && b === 0x4d) return { format: 'BMP', ...sizeAt(bytes, 18, 22, 'uint32le') };
  const isWebp = a === 0x52 && b === 0x49 && bytes[8] === 0x57 && bytes[9] === 0x45;
  return isWebp ? { format: 'WEBP', width: null, height: null } : null;
}

interface Size {
  readonly width: number | null;
  readonly height: number | null;
}

const UNKNOWN: Size = { width: null, height: null };

function sizeAt(
  bytes: Uint8Array,
  widthAt: number,
  heightAt: number,
  type: 'uint32be' | 'uint32le' | 'uint16le',
): Size {
  if (bytes.length < heightAt + 4) return UNKNOWN;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = (at: number): number =>
    type === 'uint16le' ? view.getUint16(at, true) : view.getUint32(at, type === 'uint32le');
  return { width: read(widthAt), height: read(heightAt) };
}

/** Start-of-frame markers (ITU T.81, table B.1): all of 0xC0..0xCF but the tables DHT, JPG and DAC. */
function isStartOfFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function jpegSize(bytes: Uint8Array): Size {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return UNKNOWN;
    const marker = bytes[at + 1] as number;
    if (isStartOfFrame(marker)) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return UNKNOWN;
}
