import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs something with a display: the one there is, or on Linux a virtual one. Null where there is neither. */
export async function withDisplay<Result>(task: () => Promise<Result>): Promise<Result | null> {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return task();
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1920x1200x24'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const number = await Promise.race([
    once(server.stdout, 'data').then(([text]) => String(text).trim()),
    once(server, 'exit').then(() => null),
    once(server, 'error').then(() => null),
  ]).catch(() => null);
  if (number === null) return null;
  process.env.DISPLAY = `:${number}`;
  try {
    return await task();
  } finally {
    delete process.env.DISPLAY;
    server.kill();
  }
}
