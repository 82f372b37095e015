import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { makePushCase, type PushCase } from '../testing/push-context.ts';
import { trySpace } from './try-space.ts';

let pushCase: PushCase;
const options = { python: '/nowhere/python', signal: new AbortController().signal };
before(async () => {
  pushCase = await makePushCase();
});
after(() => pushCase[Symbol.asyncDispose]());

test('trySpace() serves a static Space at an address nobody can guess, and only its files', async () => {
  const space = await trySpace(pushCase.context(), 'static', options);
  const status = async (path: string) => (await fetch(new URL(path, space.url))).status;
  assert.match(space.url, /^http:\/\/127\.0\.0\.1:\d+\/[\w-]{22}\/$/);
  assert.deepEqual(
    [
      await status(''),
      await status('model/weights.bin'),
      await status('../space.json'),
      await status('none'),
    ],
    [200, 200, 404, 404],
  );
  const settings = await fetch(new URL('space.json', space.url));
  assert.equal(JSON.parse(await settings.text()).title, 'pets');
  await space[Symbol.asyncDispose]();
  await assert.rejects(fetch(space.url));
});

test('trySpace() says what Python lacks for a Gradio Space', async () => {
  await assert.rejects(trySpace(pushCase.context(), 'gradio', options), { code: 'no-gradio' });
});
