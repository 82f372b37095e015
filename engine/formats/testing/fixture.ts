import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Path of a recorded file; see engine/formats/fixtures/README.md. */
export function fixture(...parts: readonly string[]): string {
  return join(import.meta.dirname, '..', 'fixtures', ...parts);
}

export function readFixture(...parts: readonly string[]): Buffer<ArrayBuffer> {
  return readFileSync(fixture(...parts));
}
