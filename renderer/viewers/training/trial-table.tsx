import { useState } from 'react';
import type { TrainingView } from '../../../engine/contract/model.ts';
import { formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import { SortButton } from '../table/sort-button.tsx';
import { type SortValue, sortRows, type TableSort } from '../table/sort-rows.ts';
import viewer from '../viewer.module.css';

type Trial = TrainingView['trials'][number];

/** What a tuner tried, with the score of each trial. */
export function TrialTable({ trials }: { readonly trials: TrainingView['trials'] }) {
  const [sort, setSort] = useState<TableSort | null>(null);
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
            <th data-numeric>{heading('score', 'Score')}</th>
            {names.map((name) => (
              <th key={name} data-numeric>
                {heading(`h:${name}`, name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((trial) => (
            <tr key={trial.trial}>
              <td>{trial.trial}</td>
              <td data-numeric>{formatNumber(trial.score)}</td>
              {names.map((name) => (
                <td key={name} data-numeric>
                  {String(trial.hyperparameters[name] ?? '—')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
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
