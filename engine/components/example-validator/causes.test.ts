import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { FormatError } from '../../formats/format-error.ts';
import { TemporaryFolder } from '../../formats/testing/temporary-folder.ts';
import { readCauses, writeCauses } from './causes.ts';

const causes = { train: { anomalies: { image: { count: 2, records: [3, 7] } }, warnings: [] } };

test('readCauses() reads what writeCauses() wrote, and nothing where TFX wrote the artifact', async () => {
  using folder = new TemporaryFolder();
  assert.equal(await readCauses(folder.join()), null);
  await writeCauses(folder.join(), causes);
  assert.deepEqual(await readCauses(folder.join()), causes);
});

test('readCauses() reads the form of the first versions', async () => {
  using folder = new TemporaryFolder();
  const older = { examplesArtifactId: 1, splits: causes };
  await writeFile(folder.join('causes.json'), JSON.stringify(older));
  assert.deepEqual(await readCauses(folder.join()), causes);
});

test('readCauses() says of a damaged file what to do', async () => {
  using folder = new TemporaryFolder();
  await writeFile(folder.join('causes.json'), '{"train": 1}');
  await assert.rejects(readCauses(folder.join()), (error) => {
    assert.ok(error instanceof FormatError);
    assert.match(error.hint ?? '', /even if nothing changed/);
    return true;
  });
});
