import { Trophy } from 'lucide-react';
import type { TrainingView } from '../../../engine/contract/model.ts';
import { Badge } from '../../ui/badge.tsx';
import { formatCount } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import viewer from '../viewer.module.css';

/** The checkpoints a training wrote; the last best one is the model that was kept. */
export function CheckpointTable({ training }: { readonly training: TrainingView }) {
  const checkpoints = [...training.checkpoints].sort((a, b) => b.step - a.step);
  const kept = checkpoints.find(({ best }) => best);
  return (
    <div className={viewer.scroll}>
      <Table label="Checkpoints">
        <thead>
          <tr>
            <th data-numeric>Epoch</th>
            <th data-numeric>Step</th>
            <th>State</th>
          </tr>
        </thead>
        <tbody>
          {checkpoints.map((checkpoint) => (
            <tr key={checkpoint.step}>
              <td data-numeric>{checkpoint.epoch}</td>
              <td data-numeric>{formatCount(checkpoint.step)}</td>
              <td>
                {checkpoint === kept ? (
                  <Badge tone="success" icon={Trophy}>
                    best so far
                  </Badge>
                ) : checkpoint.best ? (
                  'was best'
                ) : (
                  ''
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
