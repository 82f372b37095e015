import { numberValue } from '../../../formats/evaluation/metric-value.ts';
import { at, type Computation } from './computation.ts';
import type { MetricFactory } from './metric-factory.ts';

const examples: Computation = {
  id: 'examples',
  length: 1,
  add(_example, weight, sums) {
    sums[0] = at(sums, 0) + weight;
  },
};

/** How many examples a slice has; the weighted one sums their weights. */
export const countFactories: Readonly<Record<string, MetricFactory>> = {
  ExampleCount: (request) => [
    {
      ...request.named({}),
      computation: examples,
      perExample: false,
      value: (sums) => numberValue(at(sums, 0)),
    },
  ],
  WeightedExampleCount: (request) => [
    {
      ...request.named({}),
      computation: examples,
      perExample: false,
      value: (sums) => numberValue(at(sums, 0)),
    },
  ],
};
