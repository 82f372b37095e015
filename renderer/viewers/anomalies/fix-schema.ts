import { call } from '../../state/engine.ts';
import { EngineError } from '../../state/engine-error.ts';
import { inputArtifact } from '../input-artifact.ts';
import { defaultSchemaFile, saveSchema } from '../schema/save-schema.ts';

/**
 * Changes the curated schema so that it accepts what an anomaly reports, and saves it. The curated schema is the file
 * beside the notebook, or, while there is none, the schema the data was checked against.
 *
 * @throws EngineError when there is no schema to change or the change cannot be made
 */
export async function fixSchema(anomaly: {
  readonly artifactId: number;
  readonly executionId: number;
  readonly split: string;
  readonly path: string;
}): Promise<void> {
  const { artifactId, executionId, split, path } = anomaly;
  const text = (await readCurated()) ?? (await readChecked(executionId));
  const fixed = await call('anomalies.fix', { artifactId, split, path, text });
  await saveSchema(defaultSchemaFile, fixed.text);
}

async function readCurated(): Promise<string | null> {
  try {
    return (await call('schema.readFile', { file: defaultSchemaFile })).text;
  } catch {
    return null;
  }
}

async function readChecked(executionId: number): Promise<string> {
  const schema = inputArtifact(await call('lineage.graph', { executionId }), executionId, 'Schema');
  if (schema === undefined) {
    throw new EngineError({
      code: 'no-schema',
      message: 'The schema that the data was checked against is gone',
      hint: 'Run the schema cell again, then check the data again',
    });
  }
  return (await call('schema.get', { artifactId: schema.id })).text;
}
