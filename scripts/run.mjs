// The door of every npm script: any Node from 20 on may come through it. It sees to node_modules, then hands over to
// the Node 24 in there, which runs TypeScript as it is.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const modules = path.join(root, 'node_modules');

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** Node 24 as an npm package: its name differs by system and processor. */
function findNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const names = [`node-${platform}-${process.arch}`, `node-bin-${platform}-${process.arch}`];
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  return names.map((name) => path.join(modules, name, 'bin', binary)).find(existsSync);
}

/** An image that only runs notebooks leaves the tools of development out, as npm does under the same variable. */
const production = process.env.NODE_ENV === 'production';

/** Whether what npm installed is what the lock file asks for; packages of other systems may be absent. */
function isInstalled() {
  const record = path.join(modules, '.package-lock.json');
  if (!existsSync(record) || !findNode()) return false;
  const installed = readJson(record).packages;
  const wanted = readJson(path.join(root, 'package-lock.json')).packages;
  return Object.entries(wanted).every(([name, { version, optional, dev, devOptional }]) => {
    if (name === '') return true;
    const found = installed[name];
    return found ? found.version === version : optional || devOptional || (production && dev);
  });
}

function install() {
  console.error('Installing the packages of package-lock.json ...');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(npm, ['ci'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error('npm ci failed. Its message is above; run the same command again to go on.');
    process.exit(1);
  }
  if (!findNode()) {
    console.error(`No Node 24 is packaged for ${process.platform} on ${process.arch}.`);
    process.exit(1);
  }
}

function runScript([script, ...parameters]) {
  const child = spawn(findNode(), [path.join(root, script), ...parameters], {
    stdio: 'inherit',
    env: {
      // Proxies that pip and npm honour are honoured by our own downloads too.
      NODE_USE_ENV_PROXY: '1',
      // Sources without their types, compiled, are kept for the next process: the engine starts in half the time.
      NODE_COMPILE_CACHE: path.join(modules, '.cache', 'compiled'),
      ...process.env,
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (status, signal) => process.exit(status ?? (signal ? 1 : 0)));
}

if (!isInstalled()) install();
runScript(process.argv.slice(2));
