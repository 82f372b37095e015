import assert from 'node:assert/strict';
import { cp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { fromBinary } from '@bufbuild/protobuf';
import { FingerprintDefSchema } from '../../formats/proto/gen/tensorflow/core/protobuf/fingerprint_pb.js';
import { temporaryFolder } from '../testing/run-traced.ts';
import { writeFingerprint } from './fingerprint.ts';

const fixture = path.join(import.meta.dirname, 'fixtures', 'python-model');

async function fingerprintOf(directory: string) {
  return fromBinary(FingerprintDefSchema, await readFile(path.join(directory, 'fingerprint.pb')));
}

test('writeFingerprint() computes the hashes that TensorFlow 2.21 computed for the same model', async () => {
  const directory = path.join(await temporaryFolder(), 'model');
  await cp(fixture, directory, { recursive: true });
  await writeFingerprint(directory);
  const [expected, found] = await Promise.all([fingerprintOf(fixture), fingerprintOf(directory)]);
  assert.deepEqual({ ...found, uuid: '' }, { ...expected, uuid: '' });
});

test('writeFingerprint() gives the same model the same UUID, and no checkpoint a hash of zero', async () => {
  const directory = path.join(await temporaryFolder(), 'model');
  await cp(fixture, directory, { recursive: true, filter: (file) => !file.includes('variables') });
  await writeFingerprint(directory);
  const first = await fingerprintOf(directory);
  await writeFingerprint(directory);
  assert.deepEqual(await fingerprintOf(directory), first);
  assert.equal(first.checkpointHash, 0n);
  assert.ok(first.savedModelChecksum !== 0n);
});
