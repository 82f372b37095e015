import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type IncomingCall, judgeCall } from './judge-call.ts';

const origin = 'http://127.0.0.1:41234';
const page = { url: `${origin}/?notebook=1`, isTop: true };
const call = (more: Partial<IncomingCall>): IncomingCall => ({
  frame: page,
  name: 'chooseSaveAs',
  parameters: ['report.html'],
  ...more,
});

test('D2 judgeCall() lets the engine page call what there is', () => {
  assert.deepEqual(judgeCall(call({}), origin), {
    allowed: true,
    name: 'chooseSaveAs',
    parameters: ['report.html'],
  });
});

const polluted = JSON.parse('[{"__proto__": {"admin": true}}]');

const forged: readonly (readonly [string, IncomingCall, string])[] = [
  ['another origin', call({ frame: { url: 'https://evil.example/', isTop: true } }), 'another origin'],
  ['another port', call({ frame: { url: 'http://127.0.0.1:41235/', isTop: true } }), 'another origin'],
  ['an origin as user', call({ frame: { url: `${origin}@evil.example/`, isTop: true } }), 'another origin'],
  ['about:blank', call({ frame: { url: 'about:blank', isTop: true } }), 'another origin'],
  ['no address', call({ frame: { url: '', isTop: true } }), 'another origin'],
  ['a frame in the page', call({ frame: { url: page.url, isTop: false } }), 'frame inside'],
  ['a frame that has gone', call({ frame: null }), 'has gone'],
  ['an unknown call', call({ name: 'readFile' }), 'no such call'],
  ['an inherited name', call({ name: 'constructor' }), 'no such call'],
  ['the prototype', call({ name: '__proto__' }), 'no such call'],
  ['a name that is no text', call({ name: ['chooseSaveAs'] }), 'no such call'],
  ['too many arguments', call({ parameters: ['a', 'b'] }), 'another form'],
  ['too few arguments', call({ parameters: [] }), 'another form'],
  ['an object for a name', call({ parameters: polluted }), 'another form'],
  ['no list', call({ parameters: 'report.html' }), 'another form'],
  ['too long a name', call({ parameters: ['a'.repeat(256)] }), 'another form'],
  ['over a mebibyte', call({ parameters: ['a'.repeat(2 ** 20 + 1)] }), 'too long'],
];

for (const [title, incoming, reason] of forged) {
  test(`D2 judgeCall() refuses ${title}`, () => {
    const judgement = judgeCall(incoming, origin);
    assert.ok(!judgement.allowed && judgement.reason.includes(reason), JSON.stringify(judgement));
  });
}

test('D2 judgeCall() refuses everybody before the engine has an origin', () => {
  assert.equal(judgeCall(call({}), null).allowed, false);
});
