import { createHash } from 'node:crypto';
import type * as tfjs from '@tensorflow/tfjs';
import { attribute } from '../../../tensorflow/graph/attributes.ts';
import type { GraphBuilder, GraphTensor } from '../../../tensorflow/graph/graph-builder.ts';
import { tensorflow } from '../../../tensorflow/runtime.ts';
import type { Recorder } from '../../../tensorflow/tracing/recorder.ts';

/** Terms that strings are looked up in. */
export interface Vocabulary {
  /** The asset file that holds them, one a line. */
  readonly file: string;
  readonly terms: readonly Uint8Array[];
  /** The index of strings that are not among them. */
  readonly missing: number;
}

/** The file name that tft makes of the name of a vocabulary (analyzers.sanitized_vocab_filename). */
export function vocabularyFile(name: string): string {
  return name
    .replace(/[^\p{L}\p{N}_\s-]/gu, '_')
    .trim()
    .replace(/[-\s]+/g, '-');
}

/**
 * Looks strings up in a list of terms that becomes an asset file and a hash table of the graph.
 *
 * @returns int32 indices of the shape of `strings`
 */
export function lookUp(recorder: Recorder, strings: tfjs.Tensor, vocabulary: Vocabulary): tfjs.Tensor {
  const indices = tensorflow().tf.zeros(strings.shape, 'int32');
  recorder.recordCustom(
    `LookUp ${vocabulary.file} ${vocabulary.missing}`,
    [strings],
    indices,
    (builder, [input]) => emitLookUp(builder, input as GraphTensor, vocabulary),
  );
  return indices;
}

function emitLookUp(
  builder: GraphBuilder,
  strings: GraphTensor,
  { file, terms, missing }: Vocabulary,
): GraphTensor {
  const table = builder.once(`table ${file}`, () => emitTable(builder, file, terms));
  const found = builder.add('LookupTableFindV2', {
    name: `${file}/find`,
    inputs: [
      table,
      strings,
      builder.constant({ dtype: 'int64', shape: [], data: BigInt64Array.of(BigInt(missing)) }),
    ],
    attributes: { Tin: attribute.type('string'), Tout: attribute.type('int64') },
  });
  return builder.add('Cast', {
    inputs: [found],
    attributes: { SrcT: attribute.type('int64'), DstT: attribute.type('int32') },
  });
}

function emitTable(builder: GraphBuilder, file: string, terms: readonly Uint8Array[]): GraphTensor {
  const content = Buffer.concat(terms.flatMap((term) => [term, LINE_END]));
  const table = builder.add('HashTableV2', {
    name: `${file}/table`,
    attributes: {
      key_dtype: attribute.type('string'),
      value_dtype: attribute.type('int64'),
      // TensorFlow takes tables of one name and container for one; other terms make another.
      shared_name: attribute.string(`${file}_${createHash('sha256').update(content).digest('hex')}`),
    },
  });
  const asset = builder.addAsset(file, content);
  builder.addInitializer(
    builder.add('InitializeTableFromTextFileV2', {
      name: `${file}/initialize`,
      inputs: [table, asset],
      // -2 takes the whole line as key, -1 its number as value (lookup_ops.TextFileIndex).
      attributes: {
        key_index: attribute.int(-2),
        value_index: attribute.int(-1),
        delimiter: attribute.string('\n'),
      },
    }),
  );
  return table;
}

const LINE_END = Buffer.from('\n');
