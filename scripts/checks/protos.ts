import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generateProtos } from '../lib/generate-protos.ts';
import { inProject } from '../lib/project.ts';

/** Returns each file of generated protobuf code that differs from what its `.proto` gives today. */
export async function checkProtos(): Promise<readonly string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'millrace-protos-'));
  try {
    await generateProtos(folder);
    const [expected, found] = await Promise.all([
      readTree(path.join(folder, 'gen')),
      readTree(inProject('engine', 'formats', 'proto', 'gen')),
    ]);
    const names = new Set([...expected.keys(), ...found.keys()]);
    return [...names]
      .filter((name) => expected.get(name) !== found.get(name))
      .map((name) => `engine/formats/proto/gen/${name} is out of date: run "npm run generate:protos"`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function readTree(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return new Map(files.map((file, index) => [path.relative(folder, file), texts[index] ?? '']));
}
