import { readFile, writeFile } from 'node:fs/promises';
import * as z from 'zod';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the window was: without `x` and `y` the system places it. */
export interface WindowState {
  readonly bounds: {
    readonly width: number;
    readonly height: number;
    readonly x?: number;
    readonly y?: number;
  };
  readonly maximized: boolean;
}

const storedSchema = z.object({
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int().min(880), height: z.int().min(560) }),
  maximized: z.boolean(),
});

const unknownState: WindowState = { bounds: { width: 1280, height: 800 }, maximized: false };

/**
 * Returns the remembered state if the window would be seen with it: a screen may have gone since. `text` is the
 * stored file's content and as untrusted as any file.
 */
export function restoreWindowState(text: string, screens: readonly Rectangle[]): WindowState {
  const stored = parseStored(text);
  if (stored === null) return unknownState;
  if (screens.some((screen) => overlapsEnough(stored.bounds, screen))) return stored;
  const { width, height } = stored.bounds;
  return { bounds: { width, height }, maximized: stored.maximized };
}

function parseStored(text: string): z.infer<typeof storedSchema> | null {
  try {
    return storedSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Enough of the title bar must be on a screen to take hold of the window. */
function overlapsEnough(window: Rectangle, screen: Rectangle): boolean {
  const width = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  const top = window.y >= screen.y - 8 && window.y <= screen.y + screen.height - 40;
  return width >= 100 && top;
}

/** Reads the stored file; one that cannot be read is an empty one. */
export async function readWindowState(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}

/** Keeps where the window is. A full disk must not keep a window from closing, so a failure is let go. */
export async function writeWindowState(file: string, state: WindowState): Promise<void> {
  await writeFile(file, JSON.stringify(state)).catch(() => undefined);
}
