import { call, list, literal, type Python } from '../python/python-code.ts';
import { type CellExporter, type CellScope, notebookPath } from './cell-scope.ts';
import type { DataFormat } from './tfx-source.ts';
import { valueToMessage } from './traced-value.ts';

const inputShape = { type: 'tfx.proto.Input', fields: { splits: { type: 'tfx.proto.Input.Split' } } };
const outputShape = {
  type: 'tfx.proto.Output',
  fields: {
    split_config: {
      type: 'tfx.proto.SplitConfig',
      fields: { splits: { type: 'tfx.proto.SplitConfig.Split' } },
    },
  },
};
const rangeShape = {
  type: 'tfx.proto.RangeConfig',
  fields: {
    static_range: { type: 'tfx.proto.StaticRange' },
    rolling_range: { type: 'tfx.proto.RollingRange' },
  },
};

/** What only some formats look at; for the others it changes nothing. */
const formatParameters = {
  images: ['resize', 'images_folder', 'masks_folder', 'image_encoding', 'mask_shift', 'class_names'],
  csv: ['delimiter', 'text_encoding'],
  huggingface: ['revision'],
} as const;

/** ExampleGen as the component that TFX has for the format of its data. */
export const exportExampleGen: CellExporter = (cell) => {
  cell.parameters.settle('format');
  const data = cell.source.data.get(cell.id);
  const format = data?.format ?? 'tfrecord';
  if (format === 'images' || format === 'huggingface') return importWritten(cell, format);
  if (data?.format === null)
    cell.note('its format is "auto" and its data is not here to decide by; it is taken for TFRecord files');
  settleOtherFormats(cell, format);
  const path = cell.parameters.traced('path') ?? '';
  const keywords = {
    input_base: notebookPath(data?.file == null ? path : data.folder),
    input_config: inputConfig(cell, data?.file ?? null),
    output_config: outputConfig(cell),
    range_config: message(cell, 'range_config'),
  };
  if (cell.parameters.plain('on_bad_record') === 'skip')
    cell.note('TFX has no counterpart of on_bad_record "skip": it stops at the first record it cannot read');
  if (format === 'tfrecord') return call('tfx.components.ImportExampleGen', keywords);
  if (format === 'csv') return call('tfx.components.CsvExampleGen', keywords);
  cell.imports('from tfx.components.example_gen.component import FileBasedExampleGen');
  cell.imports('from tfx.components.example_gen.custom_executors import parquet_executor');
  cell.imports('from tfx.dsl.components.base import executor_spec');
  return call('FileBasedExampleGen', {
    ...keywords,
    custom_executor_spec: call('executor_spec.BeamExecutorSpec', {}, [
      { kind: 'code', text: 'parquet_executor.Executor' },
    ]),
  });
};

function message(cell: CellScope, name: 'input_config' | 'range_config'): Python | undefined {
  const value = cell.parameters.traced(name);
  const shape = name === 'input_config' ? inputShape : rangeShape;
  return value === undefined ? undefined : valueToMessage(shape, value);
}

/** A path that names a file is a folder and a pattern to TFX. */
function inputConfig(cell: CellScope, file: string | null): Python | undefined {
  const config = message(cell, 'input_config');
  if (config !== undefined || file === null) return config;
  return valueToMessage(inputShape, { splits: [{ name: 'single_split', pattern: file }] });
}

interface OutputConfig {
  readonly split_config: {
    readonly splits: readonly {
      readonly name: string;
      readonly hash_buckets?: number;
      readonly fraction?: number;
    }[];
    readonly partition_feature_name?: string;
  };
}

/** TFX knows hash buckets only, so shares of the records become as many buckets. */
function outputConfig(cell: CellScope): Python | undefined {
  const traced = cell.parameters.traced('output_config');
  if (traced === undefined) return undefined;
  const peeked = cell.parameters.peek<OutputConfig>('output_config').split_config;
  const fractions = peeked.splits.map(({ fraction }) => fraction);
  if (fractions.every((fraction) => fraction === undefined)) return valueToMessage(outputShape, traced);
  const { split_config: config } = cell.parameters.plain<OutputConfig>('output_config');
  cell.note(
    `its splits are shares of the records (fraction), drawn with the seed ${cell.parameters.plain<number>('seed')}; TFX splits by hash buckets, so the shares are kept and other records fall into them`,
  );
  const scale = [1, 10, 100, 1000].find((by) => fractions.every((share) => isWhole((share ?? 0) * by)));
  const splits = config.splits.map(({ name, hash_buckets: buckets, fraction }) => ({
    name,
    hash_buckets: buckets ?? Math.max(1, Math.round((fraction ?? 0) * (scale ?? 10_000))),
  }));
  return valueToMessage(outputShape, { split_config: { ...config, splits } });
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-9;
}

/** What TFX has no reader for is read as the TFRecord files that the cell wrote. */
function importWritten(cell: CellScope, format: 'images' | 'huggingface'): ReturnType<CellExporter> {
  const what = format === 'images' ? 'folders of images' : 'datasets of the Hugging Face Hub';
  const written = cell.source.written.get(cell.id);
  cell.parameters.rest();
  if (written === undefined) {
    cell.note(
      `TFX reads no ${what}, and the cell has written no Examples that could be imported: run it and export again, or put the folder of its TFRecord files into the module`,
    );
    return call('tfx.components.ImportExampleGen', {
      input_base: cell.unknown(
        `The cell ${cell.id} had not run when it was exported: run it and export again, or name the folder of its TFRecord files here.`,
      ),
    });
  }
  cell.note(
    `TFX reads no ${what}, so the Examples that the cell has written are imported; export again when they change${written.isFresh ? '' : '. They are stale now: run the cell first'}`,
  );
  return call('tfx.components.ImportExampleGen', {
    input_base: notebookPath(written.path),
    input_config: call('tfx.proto.Input', {
      splits: list(
        written.splits.map((name) =>
          call('tfx.proto.Input.Split', {
            name: literal(name),
            pattern: literal(`Split-${name}/*`),
          }),
        ),
      ),
    }),
  });
}

function settleOtherFormats(cell: CellScope, format: DataFormat): void {
  for (const [owner, names] of Object.entries(formatParameters)) {
    if (owner !== format) cell.parameters.settle(...names);
  }
}
