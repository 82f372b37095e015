import path from 'node:path';

/**
 * The folder of the application itself: the checkout, or the packaged app's resources (`MILLRACE_APP_FOLDER`, which the
 * packaged app sets because its bundled code lies elsewhere).
 */
export function appFolder(): string {
  return process.env.MILLRACE_APP_FOLDER ?? path.resolve(import.meta.dirname, '../..');
}

/** Whether this is the packaged app, which was installed whole and is mended by installing it again. */
export function isPackaged(): boolean {
  return process.env.MILLRACE_APP_FOLDER !== undefined;
}
