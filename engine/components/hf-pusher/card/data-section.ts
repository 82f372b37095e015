import type { CardFacts } from './card-facts.ts';
import { shortNumber } from './curve-drawing.ts';
import { codeSpan, plainText, section, table } from './markdown.ts';

/** Features shown; wide tables belong into the statistics file. */
const mostFeatures = 40;

/** What the model was trained on, in numbers. */
export function dataSection({ data }: CardFacts): string | null {
  const splits = table(
    ['Split', 'Examples'],
    data.splits.map(({ name, examples }) => [plainText(name), String(examples)]),
  );
  const features = table(
    ['Feature', 'Type', 'Shape', 'Minimum', 'Mean', 'Maximum'],
    data.features
      .slice(0, mostFeatures)
      .map(({ name, type, shape, minimum, mean, maximum }) => [
        codeSpan(name),
        type,
        shape.join(' × '),
        ...[minimum, mean, maximum].map((value) => (value === null ? '' : shortNumber(value))),
      ]),
  );
  const more = data.features.length - mostFeatures;
  return section(2, 'Data', [splits, features, more > 0 ? `and ${more} more features.` : null]);
}
