import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { GraphBuilder } from '../graph/graph-builder.ts';
import { addSave } from '../graph/variables.ts';
import { tensorflow } from '../runtime.ts';
import { SavedModelSession } from './session.ts';
import { writeSavedModel } from './write-saved-model.ts';

/**
 * Writes the checkpoint of a model without variables, which `tf.saved_model.load` wants of models with objects.
 *
 * @param scratch a folder for the program that does so; removed afterwards
 */
export async function writeEmptyCheckpoint(prefix: string, scratch: string): Promise<void> {
  const builder = new GraphBuilder();
  const filename = builder.placeholder('filename', 'string', []);
  const saved = addSave(builder, filename, []);
  const file = { dtype: 'string', shape: [] } as const;
  await writeSavedModel(scratch, {
    graph: builder.build(),
    signatures: {
      save: {
        inputs: { filename: { tensor: filename, ...file } },
        outputs: { saved: { tensor: saved, ...file } },
      },
    },
    version: tensorflow().version,
  });
  try {
    using session = await SavedModelSession.open(scratch);
    await mkdir(path.dirname(prefix), { recursive: true });
    session.run('save', { filename: { ...file, data: [new TextEncoder().encode(prefix)] } });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
