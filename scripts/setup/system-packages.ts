import { runCommand } from '../lib/command.ts';
import type { Progress } from '../lib/progress.ts';

interface Need {
  readonly apt: string;
  readonly isMet: () => Promise<boolean>;
}

const program = (apt: string, command: string, ...parameters: readonly string[]): Need => ({
  apt,
  isMet: async () => (await runCommand(command, parameters)).status === 0,
});

const library = (apt: string, file: string): Need => ({
  apt,
  isMet: async () => (await runCommand('/sbin/ldconfig', ['-p'])).output.includes(`\t${file} `),
});

const buildNeeds: readonly Need[] = [
  program('g++', 'g++', '--version'),
  program('python3-pip', 'python3', '-m', 'pip', '--version'),
];

const electronNeeds: readonly Need[] = [
  library('libgtk-3-0', 'libgtk-3.so.0'),
  library('libnss3', 'libnss3.so'),
  library('libasound2', 'libasound.so.2'),
  library('libatk-bridge2.0-0', 'libatk-bridge-2.0.so.0'),
  library('libgbm1', 'libgbm.so.1'),
];

const testNeeds: readonly Need[] = [
  program('xvfb', 'Xvfb', '-help'),
  program('chromium', 'chromium', '--version'),
];

/** `engine` needs no window, `start` opens one, `test` needs a virtual display and a browser besides. */
export type Purpose = 'engine' | 'start' | 'test';

const needsOf: Readonly<Record<Purpose, readonly Need[]>> = {
  start: [...buildNeeds, ...electronNeeds],
  test: [...buildNeeds, ...electronNeeds, ...testNeeds],
  engine: buildNeeds,
};

/**
 * Installs the Debian packages that are missing where set-up runs as root; elsewhere it says the one command that
 * does. What stays missing shows as a gap in the closing table, not as a failure here.
 */
export async function provideSystemPackages(purpose: Purpose, progress: Progress): Promise<void> {
  if (process.platform !== 'linux') return;
  const missing = await missingPackages(needsOf[purpose]);
  if (missing.length === 0) return;
  const names = missing.join(' ');
  const hasApt = (await runCommand('apt-get', ['--version'])).status === 0;
  if (!hasApt || process.getuid?.() !== 0) {
    progress.say(`Missing system packages (Debian's names): ${names}`);
    if (hasApt) progress.say(`  install them with: sudo apt-get install -y ${names}`);
    return;
  }
  progress.say(`Installing system packages: ${names}`);
  await aptGet(['update', '-qq']);
  await aptGet(['install', '-y', '-qq', '--no-install-recommends', ...missing]);
}

async function missingPackages(needs: readonly Need[]): Promise<string[]> {
  const met = await Promise.all(needs.map((need) => need.isMet()));
  return needs.filter((_, index) => !met[index]).map((need) => need.apt);
}

async function aptGet(parameters: readonly string[]): Promise<void> {
  await runCommand('apt-get', parameters, { variables: { DEBIAN_FRONTEND: 'noninteractive' } });
}
