import { compareClassPlanes, computeLossOnPlanes } from './class-planes.ts';
import { foldNormalization } from './fold-normalization.ts';
import { dropIdleOperations } from './idle-operations.ts';
import type { RewriteRule } from './rewrite-trace.ts';
import { padInsideConvolutions } from './same-padding.ts';
import { splitConvolutions } from './split-convolutions.ts';
import { computeSubPixels } from './sub-pixel-convolution.ts';

/**
 * What makes steps cheaper without changing what they compute, in the order of application. Exported models do without:
 * there, a graph that reads like its model counts more.
 */
export const trainingRewrites: readonly RewriteRule[] = [
  dropIdleOperations,
  foldNormalization,
  padInsideConvolutions,
  splitConvolutions,
  computeSubPixels,
  compareClassPlanes,
  computeLossOnPlanes,
];
