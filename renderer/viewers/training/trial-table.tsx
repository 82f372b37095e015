import { useState } from 'react';
import type { TrainingView } from '../../../engine/contract/model.ts';
import { Badge } from '../../ui/badge.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import { SortButton } from '../table/sort-button.tsx';
import { type SortValue, sortRows, type TableSort } from '../table/sort-rows.ts';
import viewer from '../viewer.module.css';

type Trial = TrainingView['trials'][number];

/** What a tuner tried, with the score of each trial. */
export function TrialTable({ trials }: { readonly trials: TrainingView['trials'] }) {
  const [sort, setSort] = useState<TableSort | null>(null);
  const best = bestOf(trials);
  const names = [...new Set(trials.flatMap(({ hyperparameters }) => Object.keys(hyperparameters)))];
  const rows =
    sort === null ? trials : sortRows(trials, (trial) => trialValue(trial, sort.id), sort.descending);
  const heading = (id: string, text: string) => (
    <SortButton id={id} sort={sort} onSortChange={setSort}>
      {text}
    </SortButton>
  );
  return (
    <div className={viewer.scroll}>
      <Table label="Trials">
        <thead>
          <tr>
            <th>{heading('trial', 'Trial')}</th>
            <th data-numeric>{heading('score', 'Validation loss')}</th>
            {names.map((name) => (
              <th key={name} data-numeric>
                {heading(`h:${name}`, name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((trial) => (
            <tr key={trial.trial} data-selected={trial === best}>
              <td>
                {trial.trial} {trial === best && <Badge tone="success">Best</Badge>}
              </td>
              <td data-numeric>{formatNumber(trial.score)}</td>
              {names.map((name) => (
                <td key={name} data-numeric>
                  {hyperparameterWords(trial.hyperparameters[name])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

/** The trial of the lowest score, which is a loss; the first of several. */
function bestOf(trials: readonly Trial[]): Trial | undefined {
  const scored = trials.filter(({ score }) => score !== null);
  const lowest = Math.min(...scored.map(({ score }) => score ?? Infinity));
  return scored.find(({ score }) => score === lowest);
}

function hyperparameterWords(value: Trial['hyperparameters'][string] | undefined): string {
  if (typeof value === 'number') {
    return formatNumber(value);
  }
  return value === undefined ? '—' : typeof value === 'string' ? value : JSON.stringify(value);
}

function trialValue({ trial, score, hyperparameters }: Trial, id: string): SortValue {
  if (id === 'trial') {
    return trial;
  }
  if (id === 'score') {
    return score;
  }
  const value = hyperparameters[id.slice(2)];
  return typeof value === 'object' ? JSON.stringify(value) : value;
}
