/** What a failure of the system, and not of a program, means for the person at the keyboard. */
export interface SystemFailure {
  readonly code: 'disk-full' | 'not-writable' | 'no-permission';
  readonly message: string;
  readonly hint: string;
}

/** The codes of Node's errors and of SQLite's, which starts more of them with the same words. */
const kinds: readonly (readonly [RegExp, SystemFailure['code'], string, string])[] = [
  [
    /^(ENOSPC|EDQUOT|SQLITE_FULL)/,
    'disk-full',
    'The disk is full',
    'Free space on it, or keep the data on another disk',
  ],
  [
    /^(EROFS|SQLITE_READONLY)/,
    'not-writable',
    'The disk may only be read',
    'Work in a folder that can be written to',
  ],
  [
    /^(EACCES|EPERM)/,
    'no-permission',
    'The system does not allow it',
    'Look at the rights of that file or folder',
  ],
];

/** Returns what a full or write-protected disk or missing rights look like; null for other errors. */
export function systemFailure(error: Error): SystemFailure | null {
  if (!('code' in error) || typeof error.code !== 'string') return null;
  const code = error.code;
  const kind = kinds.find(([pattern]) => pattern.test(code));
  if (kind === undefined) return null;
  const [, name, message, hint] = kind;
  const place = 'path' in error && typeof error.path === 'string' ? `: "${error.path}"` : '';
  return { code: name, message: `${message}${place}`, hint };
}
