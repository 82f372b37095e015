import { numberValue } from '../../../formats/evaluation/metric-value.ts';
import { at, type Computation, type MetricDefinition } from './computation.ts';
import type { MetricFactory, MetricRequest } from './metric-factory.ts';

const examples: Computation = {
  id: 'examples',
  length: 1,
  add(_example, weight, sums) {
    sums[0] = at(sums, 0) + weight;
  },
};

/** How many examples a slice has; where weights are asked for, the sum of their weights. */
export const countFactories: Readonly<Record<string, MetricFactory>> = {
  ExampleCount: (request) => [countMetric(request)],
  WeightedExampleCount: (request) => [countMetric(request)],
};

function countMetric(request: MetricRequest): MetricDefinition {
  return {
    ...request.named({}),
    computation: examples,
    perExample: false,
    isExact: true,
    value: (sums) => numberValue(at(sums, 0)),
  };
}
