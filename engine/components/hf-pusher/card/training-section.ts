import { componentCells, type JsonValue, type Notebook } from '../../../pipeline/notebook.ts';
import type { CardFacts } from './card-facts.ts';
import { shortNumber } from './curve-drawing.ts';
import { codeSpan, section, table } from './markdown.ts';

/** Path of the picture of the loss in the repository. */
export const curvePath = 'training/loss.svg';

const trainingComponents = ['Transform', 'Tuner', 'Trainer'];

/** Parameters of the cells that made the model, and how the loss went. */
export function trainingSection(facts: CardFacts, hasCurve: boolean): string | null {
  return section(2, 'Training', [
    parametersTable(facts.notebook),
    hasCurve ? `![Loss of training and validation by step](${curvePath})` : null,
    lastValues(facts),
  ]);
}

function parametersTable(notebook: Notebook | null): string {
  const cells = notebook === null ? [] : componentCells(notebook);
  const rows = cells
    .filter((cell) => trainingComponents.includes(cell.component))
    .flatMap((cell) =>
      Object.entries(cell.parameters).map(([name, value]) => [
        codeSpan(`${cell.id}.${name}`),
        codeSpan(valueText(value, notebook)),
      ]),
    );
  return table(['Parameter', 'Value'], rows);
}

function valueText(value: JsonValue, notebook: Notebook | null): string {
  const name = typeof value === 'object' && value !== null && 'runtime' in value ? value.runtime : undefined;
  const runtime = notebook?.runtimeParameters.find((parameter) => parameter.name === name);
  return JSON.stringify(runtime?.value ?? value);
}

function lastValues({ history }: CardFacts): string {
  const rows = history
    .filter(({ tag }) => tag.split('/').at(-1)?.startsWith('epoch_'))
    .flatMap(({ tag, points }) => {
      const last = points.at(-1);
      return last === undefined ? [] : [[codeSpan(tag), shortNumber(last.value), String(points.length)]];
    });
  return table(['Curve', 'Last value', 'Points'], rows);
}
