import { readSavedModel } from '../../tensorflow/saved-model/signature.ts';
import { ImporterError } from './importer-error.ts';

/** Operations that reach outside the graph: the file system, Python, the console (TensorFlow's SECURITY.md). */
const unsafeOperations = new Set([
  'ReadFile',
  'WriteFile',
  'MatchingFiles',
  'WholeFileReader',
  'WholeFileReaderV2',
  'PyFunc',
  'PyFuncStateless',
  'EagerPyFunc',
  'Print',
  'PrintV2',
  'DebugIdentityV2',
]);

/**
 * Reads the graph of a fetched SavedModel, without running it, and refuses what reaches outside (rule D22).
 *
 * @throws ImporterError "unsafe-model" naming the operation
 */
export async function refuseUnsafeModel(folder: string, source: string): Promise<void> {
  const model = await readSavedModel(folder);
  for (const { graphDef } of model.metaGraphs) {
    const functions = graphDef?.library?.function ?? [];
    const nodes = [...(graphDef?.node ?? []), ...functions.flatMap((definition) => definition.nodeDef)];
    const unsafe = nodes.find((node) => unsafeOperations.has(node.op));
    if (unsafe !== undefined) {
      throw new ImporterError(
        'unsafe-model',
        `The model of ${source} holds the operation ${unsafe.op} ("${unsafe.name}")`,
        {
          hint: 'A model is a program; this one reads or writes outside itself, so it is not taken over',
        },
      );
    }
  }
}
