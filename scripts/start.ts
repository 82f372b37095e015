import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { build } from './build/build.ts';
import { inProject, projectRoot } from './lib/project.ts';
import { reporting } from './lib/reporting.ts';
import { setUp } from './setup/set-up.ts';

/** Runs a program in this terminal until it ends; Ctrl+C reaches it as it reaches this one. */
function hand(command: string, parameters: readonly string[]): Promise<number> {
  const variables = { ...process.env, MILLRACE_NODE: process.execPath };
  const child = spawn(command, parameters, { cwd: projectRoot, stdio: 'inherit', env: variables });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.on('exit', (status) => resolve(status ?? 1)));
}

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Chromium's sandbox cannot be had by root; development under root is the one case where it is given up. */
function sandboxSwitches(): readonly string[] {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

function openWindow(parameters: readonly string[]): Promise<number> {
  const electron: string = createRequire(import.meta.url)('electron');
  return hand(electron, [...sandboxSwitches(), projectRoot, ...parameters]);
}

function openBrowserDoor(parameters: readonly string[]): Promise<number> {
  console.log('There is no display here, so Millrace opens its browser door.');
  return hand(process.execPath, [inProject('engine', 'cli', 'main.ts'), 'serve', ...parameters]);
}

await reporting(async () => {
  const own = process.argv.slice(2);
  const parameters = own.length > 0 ? own : ['--sample'];
  const windowed = hasDisplay();
  await setUp(windowed ? 'start' : 'engine');
  await build();
  return windowed ? openWindow(parameters) : openBrowserDoor(parameters);
});
