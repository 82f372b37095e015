import type * as tfjs from '@tensorflow/tfjs';
import { attribute } from '../../../tensorflow/graph/attributes.ts';
import type { GraphBuilder, GraphTensor } from '../../../tensorflow/graph/graph-builder.ts';
import { tensorflow } from '../../../tensorflow/runtime.ts';
import type { Recorder } from '../../../tensorflow/tracing/recorder.ts';

/** Asset of a vocabulary: one term a line, as tft writes them. */
export function vocabularyFile(name: string): string {
  return `vocabulary_${name}`;
}

/**
 * Looks strings up in a list of terms that becomes an asset file and a hash table of the graph.
 *
 * @param missing the index of strings that are not in the list
 * @returns int32 indices of the shape of `strings`
 */
export function lookUp(
  recorder: Recorder,
  strings: tfjs.Tensor,
  vocabulary: { readonly name: string; readonly terms: readonly string[]; readonly missing: number },
): tfjs.Tensor {
  const indices = tensorflow().tf.zeros(strings.shape, 'int32');
  recorder.recordCustom(
    `LookUp ${vocabulary.name} ${vocabulary.missing}`,
    [strings],
    indices,
    (builder, [input]) => emitLookUp(builder, input as GraphTensor, vocabulary),
  );
  return indices;
}

function emitLookUp(
  builder: GraphBuilder,
  strings: GraphTensor,
  {
    name,
    terms,
    missing,
  }: { readonly name: string; readonly terms: readonly string[]; readonly missing: number },
): GraphTensor {
  const table = builder.once(`table ${name}`, () => emitTable(builder, name, terms));
  const found = builder.add('LookupTableFindV2', {
    name: `${name}/find`,
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

function emitTable(builder: GraphBuilder, name: string, terms: readonly string[]): GraphTensor {
  const table = builder.add('HashTableV2', {
    name: `${name}/table`,
    attributes: {
      key_dtype: attribute.type('string'),
      value_dtype: attribute.type('int64'),
      shared_name: attribute.string(`millrace_${name}`),
    },
  });
  const lines = terms.map((term) => `${term}\n`).join('');
  const asset = builder.addAsset(vocabularyFile(name), new TextEncoder().encode(lines));
  builder.addInitializer(
    builder.add('InitializeTableFromTextFileV2', {
      name: `${name}/initialize`,
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
