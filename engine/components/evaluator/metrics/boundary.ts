import { numberValue } from '../../../formats/evaluation/metric-value.ts';
import { at, type Computation, type MetricDefinition, ratio } from './computation.ts';
import type { MetricFactory, MetricRequest } from './metric-factory.ts';

/** Share of the image's diagonal within which a predicted boundary counts as right (Csurka et al. 2013 use 0.75 %). */
const standardTolerance = 0.0075;

interface Grid {
  readonly height: number;
  readonly width: number;
}

/**
 * F1 of class boundaries (Csurka, Larlus, Perronnin, "What is a good evaluation measure for semantic segmentation?",
 * 2013): predicted boundary pixels near an actual boundary of the same class, and the other way round. Summed over
 * images, then averaged over classes; `tolerance` in pixels may be configured.
 */
export const boundaryFactories: Readonly<Record<string, MetricFactory>> = {
  BoundaryF1: (request) => [boundaryMetric(request)],
};

function boundaryMetric(request: MetricRequest): MetricDefinition {
  const classes = request.classes();
  const { grid } = request.shape;
  if (grid === null) {
    throw request.misfit('needs masks, and this model predicts one value an example');
  }
  const diagonal = Math.hypot(grid.height, grid.width);
  const tolerance = request.integer('tolerance') ?? Math.ceil(standardTolerance * diagonal);
  return {
    ...request.named({}),
    computation: boundaryComputation(grid, classes, tolerance),
    perExample: true,
    value: (sums) => numberValue(meanF1(sums, classes)),
  };
}

/** A class's four sums: predicted pixels near actual ones, predicted, actual pixels near predicted ones, actual. */
const sumsPerClass = 4;

function boundaryComputation(grid: Grid, classes: number, tolerance: number): Computation {
  return {
    id: `boundaries within ${tolerance}`,
    length: classes * sumsPerClass,
    add(example, weight, sums) {
      for (let index = 0; index < classes; index++) {
        const actual = boundary(example.actual, grid, index);
        const predicted = boundary(example.predicted, grid, index);
        const counts = [
          countWithin(predicted, grow(actual, grid, tolerance)),
          count(predicted),
          countWithin(actual, grow(predicted, grid, tolerance)),
          count(actual),
        ];
        counts.forEach((value, offset) => {
          const place = index * sumsPerClass + offset;
          sums[place] = at(sums, place) + weight * value;
        });
      }
    },
  };
}

function meanF1(sums: Float64Array, classes: number): number {
  let total = 0;
  let known = 0;
  for (let index = 0; index < classes; index++) {
    const place = index * sumsPerClass;
    const [predicted, actual] = [at(sums, place + 1), at(sums, place + 3)];
    if (predicted + actual === 0) {
      continue;
    }
    const precision = predicted === 0 ? 0 : at(sums, place) / predicted;
    const recall = actual === 0 ? 0 : at(sums, place + 2) / actual;
    total += precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
    known += 1;
  }
  return ratio(total, known);
}

/** Pixels of a class with a neighbour (of four) of another class; the image's edge is no boundary. */
function boundary(codes: Int32Array, { height, width }: Grid, code: number): Uint8Array {
  const edge = new Uint8Array(codes.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const place = y * width + x;
      const isEdge =
        codes[place] === code &&
        ((x > 0 && codes[place - 1] !== code) ||
          (x < width - 1 && codes[place + 1] !== code) ||
          (y > 0 && codes[place - width] !== code) ||
          (y < height - 1 && codes[place + width] !== code));
      edge[place] = isEdge ? 1 : 0;
    }
  }
  return edge;
}

/** Pixels no farther than `radius` (in a square neighbourhood) from one that is set: along rows, then columns. */
function grow(mask: Uint8Array, { height, width }: Grid, radius: number): Uint8Array {
  const rows = new Uint8Array(mask.length);
  for (let y = 0; y < height; y++) {
    growLine(mask, rows, { start: y * width, step: 1, length: width, radius });
  }
  const grown = new Uint8Array(mask.length);
  for (let x = 0; x < width; x++) {
    growLine(rows, grown, { start: x, step: width, length: height, radius });
  }
  return grown;
}

interface Line {
  readonly start: number;
  readonly step: number;
  readonly length: number;
  readonly radius: number;
}

function growLine(source: Uint8Array, target: Uint8Array, { start, step, length, radius }: Line): void {
  let filledUntil = 0;
  for (let index = 0; index < length; index++) {
    if (source[start + index * step] === 0) {
      continue;
    }
    const end = Math.min(length, index + radius + 1);
    for (let near = Math.max(filledUntil, index - radius); near < end; near++) {
      target[start + near * step] = 1;
    }
    filledUntil = end;
  }
}

function count(mask: Uint8Array): number {
  let sum = 0;
  for (let index = 0; index < mask.length; index++) {
    sum += mask[index] as number;
  }
  return sum;
}

function countWithin(mask: Uint8Array, region: Uint8Array): number {
  let sum = 0;
  for (let index = 0; index < mask.length; index++) {
    sum += (mask[index] as number) & (region[index] as number);
  }
  return sum;
}
