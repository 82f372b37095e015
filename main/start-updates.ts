import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import type { AppPlaces } from './app-place.ts';
import { lookForUpdate, reasonAgainstUpdates } from './updates.ts';

/** What electron-builder writes into a package about where its updates are. */
const feedSchema = z.union([
  z.object({ provider: z.literal('github'), owner: z.string(), repo: z.string() }),
  z.object({ provider: z.literal('generic'), url: z.url() }),
]);

/** Looks for an update in the background, or says in the log why not. */
export function startUpdates({ packaged, folder }: AppPlaces, log: (line: string) => void): void {
  const reason = reasonAgainstUpdates({ packaged, feed: readFeed(path.join(folder, 'app-update.yml')) });
  if (reason === null)
    void import('electron-updater').then(({ autoUpdater }) => lookForUpdate(autoUpdater, log));
  else log(`No look for updates: ${reason}`);
}

function readFeed(file: string): string | null {
  try {
    const feed = feedSchema.parse(parse(readFileSync(file, 'utf8')));
    return feed.provider === 'generic' ? feed.url : `https://github.com/${feed.owner}/${feed.repo}`;
  } catch {
    return null;
  }
}
