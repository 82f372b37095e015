import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommand } from '../../lib/command.ts';
import { projectRoot } from '../../lib/project.ts';
import { packageApp } from '../package-app.ts';
import { measureParts, type PartSize } from '../size-report.ts';
import { PageSession } from './page-session.ts';

/** How an app is started: what is left out is as a user with an empty home would have it. */
export interface Start {
  readonly home: string;
  readonly port: number;
  readonly parameters?: readonly string[];
  /** Shell commands, run as root of a mount namespace of the app's own, before it starts. */
  readonly mounts?: string;
}

/** A package that was moved to a folder with spaces and letters beyond ASCII, with a display to start it on. */
export class PackagedApp implements AsyncDisposable {
  readonly folder: string;
  /** The moved package. */
  readonly place: string;
  readonly #display: ChildProcess;
  readonly #screen: string;

  private constructor(made: {
    folder: string;
    place: string;
    display: ChildProcess;
    screen: string;
  }) {
    this.folder = made.folder;
    this.place = made.place;
    this.#display = made.display;
    this.#screen = made.screen;
  }

  /** Packages the app, or takes the package that `MILLRACE_PACKAGE` names, and moves it (or a copy of it) away. */
  static async make(): Promise<PackagedApp> {
    const folder = await mkdtemp(path.join(tmpdir(), 'millrace-package-'));
    const place = path.join(folder, 'Eigene Prögramme', 'Millrace');
    await mkdir(path.dirname(place), { recursive: true });
    const given = process.env.MILLRACE_PACKAGE;
    if (given) await runCommand('cp', ['-a', given, place]);
    else await runCommand('mv', [(await packageApp({ installers: false, publish: false })).folder, place]);
    const display = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [screen] = (await once(display.stdout as NonNullable<ChildProcess['stdout']>, 'data')) as [Buffer];
    return new PackagedApp({ folder, place, display, screen: `:${screen.toString().trim()}` });
  }

  get binary(): string {
    return path.join(this.place, 'millrace');
  }

  get resources(): string {
    return path.join(this.place, 'resources');
  }

  sizes(): Promise<readonly PartSize[]> {
    return measureParts(this.place, this.resources);
  }

  /** Starts the app with an environment of nothing but a home and a display. */
  start({ home, port, parameters = ['--sample'], mounts }: Start): RunningApp {
    const command = [
      this.binary,
      ...['--no-sandbox', '--disable-gpu', `--remote-debugging-port=${port}`, ...parameters],
    ];
    // The shell becomes the app, so that the process we know is the app's.
    const script = `set -e; PATH=/usr/sbin:/usr/bin:/sbin:/bin; ${mounts}; unset PATH; exec "$@"`;
    const [program = '', ...rest] =
      mounts === undefined ? command : [...ownMounts, '/bin/sh', '-c', script, 'sh', ...command];
    const child = spawn(program, rest, {
      cwd: '/',
      env: { HOME: home, DISPLAY: this.#screen, PATH: '', LANG: 'C.UTF-8' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    return new RunningApp(child, port);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#display.kill();
    await rm(this.folder, { recursive: true, force: true });
  }
}

const ownMounts = ['/usr/bin/unshare', '--mount', '--map-root-user'];

/** Whether this system lets its user mount in a namespace, so that a test can hide folders and make small disks. */
export async function canMount(): Promise<boolean> {
  const [program = '', ...rest] = ownMounts;
  return (await runCommand(program, [...rest, '/bin/mount', '-t', 'tmpfs', 'none', '/mnt'])).status === 0;
}

/** Hides the development tree behind an empty folder. */
export const hideRepository = `mount -t tmpfs none '${projectRoot}'`;

/** An app that was started. */
export class RunningApp implements AsyncDisposable {
  readonly pid: number;
  readonly #port: number;
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  #errors = '';

  constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.#port = port;
    this.#ended = once(child, 'exit');
    this.pid = child.pid ?? 0;
    child.stderr?.on('data', (chunk: Buffer) => {
      this.#errors += chunk.toString();
    });
  }

  /** What the app wrote to standard error so far. */
  get errors(): string {
    return this.#errors;
  }

  page(): Promise<PageSession> {
    return PageSession.open(this.#port);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGTERM');
    // An app that shows an error waits for its user.
    const impatience = setTimeout(() => this.#child.kill('SIGKILL'), 10_000);
    await this.#ended;
    clearTimeout(impatience);
  }
}
