/** A square picture in PNG format. */
export interface Picture {
  readonly size: number;
  readonly png: Buffer;
}

/** Joins pictures to a Windows icon: a directory of 16 bytes an entry, then the PNGs. A size of 256 is written as 0. */
export function icoFile(pictures: readonly Picture[]): Buffer {
  const header = Buffer.alloc(6);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = 6 + 16 * pictures.length;
  const entries = pictures.map(({ size, png }) => {
    const entry = Buffer.alloc(16);
    entry.writeUInt8(size % 256, 0);
    entry.writeUInt8(size % 256, 1);
    entry.writeUInt16LE(1, 4);
    entry.writeUInt16LE(32, 6);
    entry.writeUInt32LE(png.length, 8);
    entry.writeUInt32LE(offset, 12);
    offset += png.length;
    return entry;
  });
  return Buffer.concat([header, ...entries, ...pictures.map(({ png }) => png)]);
}

/** The four-letter types of Apple's icon format whose pictures are PNGs, by the size in pixels they hold. */
const appleTypes: Readonly<Record<number, string>> = { 128: 'ic07', 256: 'ic08', 512: 'ic09', 1024: 'ic10' };

/** Joins pictures to an icon of macOS: each with its type and length, after the length of all. */
export function icnsFile(pictures: readonly Picture[]): Buffer {
  const parts = pictures.flatMap(({ size, png }) => {
    const type = appleTypes[size];
    return type === undefined ? [] : [tagged(type, png)];
  });
  return tagged('icns', Buffer.concat(parts));
}

function tagged(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 0, 'ascii');
  head.writeUInt32BE(8 + content.length, 4);
  return Buffer.concat([head, content]);
}
