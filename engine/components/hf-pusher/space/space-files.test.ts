import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parse } from 'yaml';
import { singleLine } from '../card/front-matter-block.ts';
import { PushError } from '../push-error.ts';
import { fillPlaceholders } from './own-template.ts';
import { spaceCard } from './space-card.ts';

/** Names as attackers and poets write them. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '---\n',
    '"""',
    "'; import os #",
    '</script>',
    '<%= x %>',
    '{{ x }}',
    '!!python/object',
    'a: b\n- c',
    '\u2028x',
    '\u0085',
    'yes',
    '1e3',
    '~',
  ),
);

test('D29 a title is one YAML value in the card of a Space, whatever it holds', () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom('static' as const, 'gradio' as const), (title, kind) => {
      const card = spaceCard({
        kind,
        title,
        modelRepository: 'ada/pets',
        version: 'v1',
        license: 'mit',
        hubUrl: 'https://huggingface.co',
      });
      const [, block = ''] = card.split(/^---\n/m);
      for (const version of ['1.1', '1.2'] as const) {
        const configuration = parse(block, { version });
        assert.equal(configuration.title, [...singleLine(title)].slice(0, 120).join('') || 'Demo');
        assert.equal(configuration.sdk, kind);
        assert.deepEqual(configuration.models, ['ada/pets']);
      }
      assert.ok(!/[\u0085\u2028\u2029]/.test(block), 'line breaks of YAML 1.1');
    }),
  );
});

test('D29 fillPlaceholders() puts in plain names and refuses anything that could end a string', () => {
  const placeholders = {
    MODEL_REPO_ID: 'ada/pets',
    MODEL_REPO_URL: 'https://huggingface.co/ada/pets',
    MODEL_VERSION: 'v1',
  };
  assert.equal(
    fillPlaceholders('load("$MODEL_REPO_ID@$MODEL_VERSION") # $MODEL_REPO_URL', placeholders),
    'load("ada/pets@v1") # https://huggingface.co/ada/pets',
  );
  fc.assert(
    fc.property(anyText, (value) => {
      const fill = () => fillPlaceholders('"$MODEL_VERSION"', { ...placeholders, MODEL_VERSION: value });
      if (/^[\w/:.-]*$/.test(value)) {
        assert.equal(fill(), `"${value}"`);
      } else {
        assert.throws(fill, PushError);
      }
    }),
  );
});
