import { CircleCheck, CircleHelp, CirclePause, CirclePlay, RefreshCw } from 'lucide-react';
import type { MethodResult } from '../../../engine/contract/index.ts';
import { commandContext, execute } from '../../commands/execute.ts';
import { runStale, staleCells } from '../../commands/run-commands.ts';
import { useQuery } from '../../state/use-query.ts';
import { closeDialog } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { InlineCode } from '../../ui/inline-code.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { Table } from '../../ui/table.tsx';
import styles from './run-plan-dialog.module.css';

const actions = {
  run: { icon: CirclePlay, words: 'Runs' },
  reuse: { icon: CircleCheck, words: 'Is reused' },
  blocked: { icon: CirclePause, words: 'Cannot run' },
  unknown: { icon: CircleHelp, words: 'Known once the cells before it have run' },
} as const;

/** What running the notebook would do now, cell by cell, and why. */
export function RunPlanDialog() {
  const { data, error } = useQuery('run.plan', {});
  const count = staleCells(commandContext()).length;
  return (
    <Dialog
      open
      size="large"
      title="What would run, and why"
      onClose={closeDialog}
      footer={
        <>
          <Button onClick={closeDialog}>Close</Button>
          <Button
            variant="primary"
            icon={RefreshCw}
            disabled={count === 0}
            onClick={() => {
              closeDialog();
              execute(runStale);
            }}
          >
            Run stale cells
          </Button>
        </>
      }
    >
      {error && <ErrorPanel error={error} />}
      {!data && !error && <Spinner />}
      {data && <Plan steps={data} />}
    </Dialog>
  );
}

function Plan({ steps }: { readonly steps: MethodResult<'run.plan'> }) {
  return (
    <Table label="Plan">
      <thead>
        <tr>
          <th>Cell</th>
          <th>What happens</th>
          <th>Why</th>
        </tr>
      </thead>
      <tbody>
        {steps.map(({ cell, action, reasons }) => {
          const { icon: Icon, words } = actions[action];
          const why = reasons.map(({ message }) => message).join('; ') || 'Nothing has changed';
          return (
            <tr key={cell}>
              <td className={styles.cell}>{cell}</td>
              <td>
                <span className={styles.action} data-action={action}>
                  <Icon size={14} aria-hidden="true" />
                  {words}
                </span>
              </td>
              <td className={styles.why}>
                <InlineCode text={why} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
