import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  formatBytes,
  formatClock,
  formatDuration,
  formatNumber,
  formatPercent,
  formatRelativeTime,
} from './format.ts';

test('formatDuration grows coarser as time grows longer', () => {
  assert.deepEqual([0, 850, 4200, 12_400, 83_000, 3_599_600, 7_500_000].map(formatDuration), [
    '0 ms',
    '850 ms',
    '4.2 s',
    '12 s',
    '1m 23s',
    '1h 00m',
    '2h 05m',
  ]);
});

test('formatClock shows hours only where there are any', () => {
  assert.deepEqual([0, 42, 130, 3800].map(formatClock), ['0:00', '0:42', '2:10', '1:03:20']);
});

test('formatRelativeTime goes from seconds to a date', () => {
  const now = Date.UTC(2026, 10, 24, 12);
  const ago = (seconds: number) => formatRelativeTime(now - seconds * 1000, now);
  assert.deepEqual([5, 240, 7200, 86_400, 3 * 86_400].map(ago), [
    'just now',
    '4 min ago',
    '2 h ago',
    'yesterday',
    '3 days ago',
  ]);
});

test('formatBytes, formatNumber and formatPercent keep what can be told apart', () => {
  assert.deepEqual([0, 999, 1400, 2_500_000, 123_000_000_000].map(formatBytes), [
    '0 B',
    '999 B',
    '1.4 KB',
    '2.5 MB',
    '123 GB',
  ]);
  assert.deepEqual([0, 12_345, 0.871234, 0.00001234, 1234.5678, null, Number.NaN].map(formatNumber), [
    '0',
    '12,345',
    '0.8712',
    '1.23e-5',
    '1234.57',
    '—',
    '—',
  ]);
  assert.equal(formatPercent(0.4312), '43.1 %');
});
