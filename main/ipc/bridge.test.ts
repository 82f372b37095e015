import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { createBridge } from './bridge.ts';
import { callChannel, commandChannel } from './channels.ts';

function connect() {
  const calls: unknown[][] = [];
  const emitter = new EventEmitter();
  const bridge = createBridge(
    {
      invoke: async (...parameters) => void calls.push(parameters),
      on: (channel, listener) => emitter.on(channel, listener),
      removeListener: (channel, listener) => emitter.removeListener(channel, listener),
    },
    'linux',
  );
  return { bridge, calls, emitter };
}

test('D13 the bridge has exactly these keys and cannot be changed', () => {
  const { bridge } = connect();
  assert.deepEqual(Object.keys(bridge).sort(), [
    'chooseFolder',
    'chooseNotebook',
    'chooseSaveAs',
    'onCommand',
    'openExternal',
    'platform',
    'revealInFolder',
    'saveText',
  ]);
  assert.ok(Object.isFrozen(bridge));
});

test('D13 each call of the bridge goes to the one channel with its name', async () => {
  const { bridge, calls } = connect();
  await bridge.chooseNotebook();
  await bridge.chooseFolder();
  await bridge.chooseSaveAs('a');
  await bridge.saveText('a', 'text');
  await bridge.revealInFolder('/a');
  await bridge.openExternal('https://a/');
  assert.deepEqual(calls, [
    [callChannel, 'chooseNotebook', []],
    [callChannel, 'chooseFolder', []],
    [callChannel, 'chooseSaveAs', ['a']],
    [callChannel, 'saveText', ['a', 'text']],
    [callChannel, 'revealInFolder', ['/a']],
    [callChannel, 'openExternal', ['https://a/']],
  ]);
});

test('D13 a listener gets the command alone, without the event, until it unsubscribes', () => {
  const { bridge, emitter } = connect();
  const heard: unknown[][] = [];
  const stop = bridge.onCommand((...parameters) => heard.push(parameters));
  emitter.emit(commandChannel, { sender: 'secret' }, 'run.all');
  stop();
  emitter.emit(commandChannel, {}, 'run.stale');
  assert.deepEqual(heard, [['run.all']]);
});

test('the names of the channels are fixed', () => {
  assert.deepEqual([callChannel, commandChannel], ['millrace:call', 'millrace:command']);
});
