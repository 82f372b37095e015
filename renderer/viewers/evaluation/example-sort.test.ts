import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultSort, worstFirst } from './example-sort.ts';

test('defaultSort() judges by mean IoU where it can', () => {
  assert.deepEqual(defaultSort(['loss', 'accuracy', 'mean_io_u']), {
    metric: 'mean_io_u',
    model: 'candidate',
    descending: false,
  });
  assert.deepEqual(defaultSort(['loss']), { metric: 'loss', model: 'candidate', descending: true });
  assert.equal(defaultSort([]), null);
});

test('worstFirst() puts high losses and low scores first', () => {
  assert.deepEqual(
    [worstFirst('loss', 'difference').descending, worstFirst('iou', 'baseline').descending],
    [true, false],
  );
});
