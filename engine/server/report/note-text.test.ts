import assert from 'node:assert/strict';
import { test } from 'node:test';
import { element, page } from './html.ts';
import { noteText } from './note-text.ts';

const htmlOf = (text: string) => {
  const body = element('main', {}, noteText(text));
  return typeof body === 'string' ? body : body.html;
};

test('noteText makes headings, lists, code and inline marks of Markdown', () => {
  const html = htmlOf('# One\nright **below**\n\n- `a`\n- *b*\n\n1. first\n\n```ts\nlet x = 1 < 2;\n```');
  assert.equal(
    html,
    '<main><div><h2>One</h2><p>right <strong>below</strong></p></div>' +
      '<ul><li><code>a</code></li><li><em>b</em></li></ul><ol><li>first</li></ol>' +
      '<pre>let x = 1 &lt; 2;\n</pre></main>',
  );
});

test('D7 noteText leaves HTML and scripts in links as the text that they are', () => {
  const html = htmlOf('<img src=x onerror=alert(1)> [a](javascript:alert(1)) [b](https://example.org/"x)');
  assert.match(html, /&lt;img src=x onerror=alert\(1\)&gt; \[a\]\(javascript:alert\(1\)\)/);
  assert.match(html, /<a href="https:\/\/example\.org\/&quot;x" rel="noreferrer">b<\/a>/);
  assert.doesNotMatch(html, /<img|<script/);
});

test('page has no script, and a policy that allows nothing from elsewhere', () => {
  const html = page('</title><script>', '', []);
  assert.doesNotMatch(html, /<script/);
  assert.match(html, /default-src 'none'/);
});
