import type * as tfjs from '@tensorflow/tfjs';
import { tensorflow } from '../../../tensorflow/runtime.ts';
import { type PreprocessingInput, sparseParts, VariableLength } from '../variable-length.ts';
import { type Analysis, currentAnalysis } from './analysis.ts';
import { asStrings } from './as-strings.ts';
import { lookUp, vocabularyFile } from './vocabulary-table.ts';

export interface VocabularyOptions {
  /**
   * Names the asset file (tft's `vocab_filename`), by which `TFTransformOutput` finds the vocabulary; each must have
   * one of its own. By default numbered as tft does.
   */
  readonly name?: string;
  /** Keep only the most frequent terms. */
  readonly topK?: number;
  /** Keep only terms seen at least so often. */
  readonly frequencyThreshold?: number;
  /** The index of strings that are not in the vocabulary. */
  readonly defaultValue?: number;
}

/**
 * Replaces each string or integer by its rank in frequency over the analysed splits, int32
 * (`tft.compute_and_apply_vocabulary`). A feature of variable length stays one.
 */
export function computeAndApplyVocabulary(x: tfjs.Tensor, options?: VocabularyOptions): tfjs.Tensor;
export function computeAndApplyVocabulary(x: VariableLength, options?: VocabularyOptions): VariableLength;
export function computeAndApplyVocabulary(
  x: PreprocessingInput,
  options: VocabularyOptions = {},
): PreprocessingInput {
  const sparse = sparseParts(x);
  return sparse === undefined
    ? ranks(x as tfjs.Tensor, options)
    : VariableLength.of({ ...sparse, values: ranks(sparse.values, options) });
}

function ranks(x: tfjs.Tensor, options: VocabularyOptions): tfjs.Tensor {
  const analysis = currentAnalysis();
  const { topK = null, frequencyThreshold = 1, defaultValue = -1 } = options;
  const file = analysis.claimFile(vocabularyFile(options.name ?? defaultName(analysis)));
  const strings = asStrings(analysis.recorder, x);
  const result = analysis.call({ kind: 'vocabulary', topK, frequencyThreshold }, [strings]);
  if (result === undefined) {
    return pendingRanks(x);
  }
  const { terms = [] } = result;
  const found = lookUp(analysis.recorder, strings, { file, terms, missing: defaultValue });
  analysis.declareDomain(found, {
    min: Math.min(0, defaultValue),
    max: Math.max(terms.length - 1, defaultValue),
  });
  return found;
}

/** What tft names the vocabularies of calls that name none, in their order. */
function defaultName({ calls }: Analysis): string {
  const before = calls.filter(({ spec }) => spec.kind === 'vocabulary').length;
  return `vocab_compute_and_apply_vocabulary${before === 0 ? '' : `_${before}`}_vocabulary`;
}

/** Stands for looked-up ranks while the vocabulary is unknown, and depends on it. */
function pendingRanks(strings: tfjs.Tensor): tfjs.Tensor {
  const { tf } = tensorflow();
  return tf.cast(tf.mul(tf.zeros(strings.shape), currentAnalysis().pending([])), 'int32');
}
