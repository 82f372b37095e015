import * as z from 'zod';

const SPLIT_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;

const splitName = z
  .string()
  .regex(SPLIT_NAME, 'must begin with a letter or digit and hold only letters, digits, "_" and "-"');

/** TFX's example_gen_pb2.Input. */
const inputConfig = z.strictObject({
  splits: z.array(z.strictObject({ name: splitName, pattern: z.string().min(1) })).min(1),
});

/** TFX's example_gen_pb2.Output, with shares as a second way to split. */
const outputConfig = z.strictObject({
  split_config: z.strictObject({
    splits: z
      .array(
        z.strictObject({
          name: splitName,
          hash_buckets: z.number().int().positive().optional(),
          fraction: z.number().positive().max(1).optional(),
        }),
      )
      .min(1),
    partition_feature_name: z.string().min(1).optional(),
  }),
});

/** TFX's range_config_pb2.RangeConfig: a pinned span, or the latest. */
const rangeConfig = z.union([
  z.strictObject({ static_range: z.strictObject({ start_span_number: z.int(), end_span_number: z.int() }) }),
  z.strictObject({ rolling_range: z.strictObject({ num_spans: z.literal(1) }) }),
]);

export const exampleGenParameters = z.strictObject({
  format: z
    .enum(['auto', 'tfrecord', 'csv', 'parquet', 'images', 'huggingface'])
    .default('auto')
    .meta({ title: 'Format', description: 'What the input files are; "auto" decides by their names.' }),
  path: z.string().min(1).meta({
    title: 'Folder',
    description:
      'Folder of the data, relative to the notebook. For huggingface: a dataset such as "owner/name".',
    widget: 'folder',
  }),
  input_config: inputConfig.optional().meta({
    title: 'Input splits',
    description:
      'Name and file pattern of each split, below the folder. Patterns may hold {SPAN}, {VERSION} or {YYYY}{MM}{DD}.',
  }),
  output_config: outputConfig.optional().meta({
    title: 'Output splits',
    description: 'Splits made of a single input split, by hash buckets or by fractions of the records.',
  }),
  range_config: rangeConfig.optional().meta({
    title: 'Span',
    description: 'Which span of the input to read; the latest one when left out.',
  }),
  seed: z.int().default(2022).meta({
    title: 'Seed',
    description: 'Decides which records go to which split when splitting by fractions.',
  }),
  shards: z.int().min(1).max(1000).default(1).meta({
    title: 'Files a split',
    description: 'Number of TFRecord files that each split is written to.',
  }),
  resize: z.int().min(8).max(4096).optional().meta({
    title: 'Image side',
    description: 'Side in pixels that images and masks are resized to; their own size when left out.',
  }),
  images_folder: z.string().default('images').meta({
    title: 'Images folder',
    description: 'Folder of the images below the data folder.',
  }),
  masks_folder: z.string().default('annotations/trimaps').meta({
    title: 'Masks folder',
    description: 'Folder of the masks, whose names equal those of the images but for the ending.',
  }),
  image_encoding: z.enum(['pixels', 'encoded']).default('pixels').meta({
    title: 'Image encoding',
    description: 'Write images as float pixel values, or as the encoded file (PNG where resized).',
  }),
  mask_shift: z.int().default(-1).meta({
    title: 'Mask shift',
    description: 'Added to each code of a mask, so that the classes begin at 0.',
  }),
  class_names: z
    .array(z.string().min(1))
    .min(1)
    .default(['pet', 'background', 'border'])
    .meta({ title: 'Classes', description: 'Names of the classes of the masks, by code from 0.' }),
  delimiter: z.string().length(1).default(',').meta({
    title: 'CSV delimiter',
    description: 'The character between the fields of a CSV line.',
  }),
  text_encoding: z.enum(['utf-8', 'latin1', 'utf-16le']).default('utf-8').meta({
    title: 'CSV encoding',
    description: 'How the text of CSV files is encoded.',
  }),
  revision: z.string().min(1).default('main').meta({
    title: 'Dataset revision',
    description: 'Branch, tag or commit of a Hugging Face dataset.',
  }),
  on_bad_record: z.enum(['fail', 'skip']).default('fail').meta({
    title: 'Bad records',
    description: 'Stop at the first record that cannot be read, or leave such records out and list them.',
  }),
});

export type ExampleGenParameters = z.output<typeof exampleGenParameters>;
