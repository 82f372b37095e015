import { call, dictOf, list, literal, type Python } from '../python/python-code.ts';
import { type CellExporter, type CellScope, notebookPath } from './cell-scope.ts';

export const exportStatisticsGen: CellExporter = (cell) =>
  call('tfx.components.StatisticsGen', {
    examples: cell.input('examples'),
    schema: cell.input('schema'),
    stats_options: statsOptions(cell),
    exclude_splits: cell.parameters.python('exclude_splits', []),
  });

function statsOptions(cell: CellScope): Python | undefined {
  const vocabularies = Object.entries(cell.parameters.plain<Record<string, string>>('vocabularies'));
  const options = {
    sample_rate: cell.parameters.python('sample_rate', 1),
    weight_feature: cell.parameters.python('weight_feature'),
    slicing_config: slicingConfig(cell),
    vocab_paths:
      vocabularies.length === 0
        ? undefined
        : dictOf(vocabularies.map(([name, path]) => [literal(name), notebookPath(path)])),
  };
  if (Object.values(options).every((option) => option === undefined)) return undefined;
  cell.imports('import tensorflow_data_validation as tfdv');
  return call('tfdv.StatsOptions', options);
}

/** Each feature is sliced by on its own; options are written down as JSON, which slicing functions cannot be. */
function slicingConfig(cell: CellScope): Python | undefined {
  const features = cell.parameters.plain<readonly string[]>('slice_features');
  if (features.length === 0) return undefined;
  cell.imports('from tfx_bsl.public.proto import slicing_spec_pb2');
  const specs = features.map((name) =>
    call('slicing_spec_pb2.SlicingSpec', { feature_keys: list([literal(name)]) }),
  );
  return call('slicing_spec_pb2.SlicingConfig', { slicing_specs: list(specs) });
}

export const exportSchemaGen: CellExporter = (cell) =>
  call('tfx.components.SchemaGen', {
    statistics: cell.input('statistics'),
    infer_feature_shape: cell.parameters.python('infer_feature_shape', true),
    exclude_splits: cell.parameters.python('exclude_splits', []),
  });

export const exportImportSchemaGen: CellExporter = (cell) =>
  call('tfx.components.ImportSchemaGen', {
    schema_file: notebookPath(cell.parameters.traced('schema_file') ?? ''),
  });

export const exportExampleValidator: CellExporter = (cell) =>
  call('tfx.components.ExampleValidator', {
    statistics: cell.input('statistics'),
    schema: cell.input('schema'),
    exclude_splits: cell.parameters.python('exclude_splits', []),
  });
