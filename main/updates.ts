import type { AppUpdater } from 'electron-updater';

/** Why there is no look for updates, or null when there is one. */
export function reasonAgainstUpdates(place: {
  readonly packaged: boolean;
  readonly feed: string | null;
}): string | null {
  if (!place.packaged) return 'this is a development build';
  if (place.feed === null) return 'this build names no place for updates';
  return new URL(place.feed).protocol === 'https:' ? null : 'updates come over https only';
}

/**
 * Looks for an update once and, if there is one, fetches it to be installed when the app is closed. The updater checks
 * the SHA-512 of the feed and, on Windows and macOS, the signature of the publisher before anything is installed.
 */
export async function lookForUpdate(updater: AppUpdater, log: (line: string) => void): Promise<void> {
  updater.autoInstallOnAppQuit = true;
  updater.allowDowngrade = false;
  updater.on('error', (error) => log(`No update: ${error.message}`));
  await updater.checkForUpdatesAndNotify().catch((error: Error) => log(`No update: ${error.message}`));
}
