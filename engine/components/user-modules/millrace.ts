/**
 * What a user's module can import from "millrace": ready-made models and the analyzers of Transform.
 *
 * @module
 */
export { deepLabV3Plus } from '../../models/deeplab-v3-plus.ts';
export { type SegmentationModelOptions, unet } from '../../models/unet.ts';
export type { RunArguments } from '../trainer/run-function.ts';
export {
  bucketize,
  moments,
  quantiles,
  range,
  scaleTo01,
  scaleTo01PerKey,
  scaleToZScore,
  scaleToZScorePerKey,
} from '../transform/analyzers/analyzers.ts';
export { computeAndApplyVocabulary } from '../transform/analyzers/vocabulary.ts';
export { fillMissing } from '../transform/fill-missing.ts';
export type { VariableLength } from '../transform/variable-length.ts';
export type { SearchSpace } from '../tuner/search-space.ts';
