import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type NavigationVerdict, navigationVerdict } from './navigation-policy.ts';

const origin = 'http://127.0.0.1:41234';

const table: readonly (readonly [string, NavigationVerdict])[] = [
  ['http://127.0.0.1:41234/', 'in-window'],
  ['http://127.0.0.1:41234/?cell=Trainer#loss', 'in-window'],
  ['http://127.0.0.1:41235/', 'block'],
  ['http://127.0.0.1.evil.example:41234/', 'block'],
  ['http://localhost:41234/', 'block'],
  ['http://user@127.0.0.1:41235/', 'block'],
  ['https://huggingface.co/settings/tokens', 'external'],
  ['https://huggingface.co.evil.example/', 'ask'],
  ['https://huggingface.co@evil.example/', 'block'],
  ['https://hugg\u0456ngface.co/', 'ask'],
  ['https://example.org/', 'ask'],
  ['mailto:ada@example.org', 'ask'],
  ['http://example.org/', 'block'],
  ['file:///etc/passwd', 'block'],
  ['javascript:alert(1)', 'block'],
  ['JaVaScRiPt:alert(1)', 'block'],
  ['java\nscript:alert(1)', 'block'],
  ['data:text/html,<script>1</script>', 'block'],
  ['blob:http://127.0.0.1:41235/1', 'block'],
  ['about:blank', 'block'],
  ['ms-msdt:/id', 'block'],
  ['smb://host/share', 'block'],
  ['\\\\host\\share', 'block'],
  ['vscode://file/etc/passwd', 'block'],
  ['https://example.org/\u0000', 'block'],
  ['', 'block'],
  [`https://example.org/${'a'.repeat(5000)}`, 'block'],
];

for (const [address, verdict] of table) {
  test(`D3 D4 navigationVerdict() of ${JSON.stringify(address.slice(0, 60))} is ${verdict}`, () => {
    assert.equal(navigationVerdict(address, origin), verdict);
  });
}

test('D3 before the engine is ready no address belongs in the window', () => {
  assert.equal(navigationVerdict('http://127.0.0.1:41234/', null), 'block');
});
