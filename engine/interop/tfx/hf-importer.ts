import { call, code, literal } from '../python/python-code.ts';
import { type CellExporter, notebookPath } from './cell-scope.ts';

/** A model of the Hub is imported from where the cell has fetched it to. */
export const exportHFImporter: CellExporter = (cell) => {
  const written = cell.source.written.get(cell.id);
  cell.parameters.settle('repo_id', 'revision');
  cell.note(
    written === undefined
      ? 'TFX fetches no models from the Hugging Face Hub, and the cell has not run: run it and export again, or put the folder of the model into the module'
      : 'TFX fetches no models from the Hugging Face Hub, so the one that the cell has fetched is imported',
  );
  return call('tfx.dsl.Importer', {
    source_uri:
      written === undefined
        ? cell.unknown(
            `The cell ${cell.id} had not run when it was exported: run it and export again, or name the folder of its model here.`,
          )
        : notebookPath(written.path),
    artifact_type: code('tfx.types.standard_artifacts.Model'),
    output_key: literal('model'),
  });
};
