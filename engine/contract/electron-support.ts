/**
 * When Electron's major versions came out, and from 46 on when they are expected: one every eight weeks. Sources: the
 * dates of the releases in the npm registry, and for 22 the end that Electron's timeline gives
 * (electronjs.org/docs/latest/tutorial/electron-timelines), where the newest three majors are said to be supported.
 */
const released: Readonly<Record<number, string>> = {
  25: '2023-10-10',
  41: '2026-03-11',
  42: '2026-05-06',
  43: '2026-07-01',
  44: '2026-08-25',
  45: '2026-10-21',
  46: '2026-12-16',
  47: '2027-02-10',
  48: '2027-04-07',
  49: '2027-06-02',
};

/** How many majors are supported at a time. */
const supportedMajors = 3;

/** Returns the day (ISO) from which a major of Electron gets no fixes, or null for one this list knows nothing of. */
export function electronSupportEnd(version: string): string | null {
  const major = Number.parseInt(version, 10);
  return released[major + supportedMajors] ?? null;
}

/** Says that an Electron is too old to be safe, or null where it is supported on that day (ISO). */
export function electronWarning(version: string, today: string): string | null {
  const end = electronSupportEnd(version);
  if (end === null || today < end) return null;
  return `Electron ${version} has had no security fixes since ${end}`;
}
