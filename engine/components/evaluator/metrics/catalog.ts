import { EvaluationError } from '../../../formats/evaluation/evaluation-error.ts';
import { areaFactories } from './area-under-curve.ts';
import { confusionFactories, rateFactories } from './binary-metrics.ts';
import { boundaryFactories } from './boundary.ts';
import { calibrationFactories } from './calibration.ts';
import { categoricalFactories } from './categorical.ts';
import { classConfusionFactories } from './class-confusion.ts';
import { countFactories } from './counts.ts';
import { crossEntropyFactories } from './cross-entropy.ts';
import type { MetricFactory } from './metric-factory.ts';
import { regressionFactories } from './regression.ts';

const factories: Readonly<Record<string, MetricFactory>> = {
  ...countFactories,
  ...categoricalFactories,
  ...crossEntropyFactories,
  ...classConfusionFactories,
  ...boundaryFactories,
  ...rateFactories,
  ...areaFactories,
  ...confusionFactories,
  ...calibrationFactories,
  ...regressionFactories,
};

/** Class names a metrics spec may use, in the order in which they are explained. */
export const metricClassNames: readonly string[] = Object.keys(factories);

/** @throws EvaluationError "unknown-metric" naming the closest known one */
export function metricFactory(className: string): MetricFactory {
  const factory = factories[className];
  if (factory === undefined) {
    const close = closest(className);
    throw new EvaluationError('unknown-metric', `There is no metric "${className}"`, {
      hint: close === undefined ? `Known are ${metricClassNames.join(', ')}` : `Did you mean "${close}"?`,
      location: { parameter: 'eval_config' },
    });
  }
  return factory;
}

function closest(className: string): string | undefined {
  const wanted = className.toLowerCase();
  return metricClassNames.find((name) => {
    const known = name.toLowerCase();
    return known.includes(wanted) || wanted.includes(known);
  });
}
