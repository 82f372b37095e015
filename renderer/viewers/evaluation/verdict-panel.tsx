import {
  Check,
  CircleCheck,
  CircleHelp,
  CircleX,
  type LucideIcon,
  RefreshCw,
  TrendingDown,
  TriangleAlert,
  X,
} from 'lucide-react';
import { useCallback } from 'react';
import type { EvaluationView } from '../../../engine/contract/evaluation.ts';
import { call } from '../../state/engine.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { useAction } from '../use-action.ts';
import styles from './verdict-panel.module.css';

interface VerdictWords {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text: string;
}

const verdicts: Readonly<Record<EvaluationView['verdict'], VerdictWords>> = {
  blessed: { icon: CircleCheck, title: 'Blessed', text: 'The model passes every rule and may be pushed.' },
  'not-blessed': {
    icon: CircleX,
    title: 'Not blessed',
    text: 'At least one rule fails, so pushers will not push it.',
  },
  'not-validated': {
    icon: CircleHelp,
    title: 'Not validated',
    text: 'No thresholds are set; the metrics were computed and no verdict was given.',
  },
};

const degraded: VerdictWords = {
  icon: TrendingDown,
  title: 'Degraded',
  text: 'The deployed model does worse on the new data than its rules allow.',
};

const asGood: VerdictWords = {
  icon: CircleCheck,
  title: 'As good as when blessed',
  text: 'The deployed model keeps its rules on the new data.',
};

/** The verdict with each rule that led to it; of a deployed model, whether it still holds. */
export function VerdictPanel({ view }: { readonly view: EvaluationView }) {
  const { verdict, rules, warnings, candidateModel, baselineModel, monitoring } = view;
  const {
    icon: Icon,
    title,
    text,
  } = monitoring ? (monitoring.degraded ? degraded : asGood) : verdicts[verdict];
  const tone = monitoring ? (monitoring.degraded ? 'not-blessed' : 'blessed') : verdict;
  const retrainCell = monitoring?.degraded ? monitoring.retrainCell : null;
  return (
    <div className={styles.panel} data-verdict={tone}>
      <div className={styles.head}>
        <Icon size={20} className={styles.icon} aria-hidden="true" />
        <div className={styles.words}>
          <h4 className={styles.title}>{title}</h4>
          <p className={styles.text}>{text}</p>
        </div>
        <p className={styles.models}>
          {candidateModel?.label ?? 'Candidate'}
          {baselineModel === null ? ', no blessed model to compare with' : ` against ${baselineModel.label}`}
        </p>
      </div>
      {rules.length > 0 && (
        <ul className={styles.rules} aria-label="Rules">
          {rules.map((rule) => (
            <li
              key={`${rule.slice} ${rule.metric} ${rule.kind} ${rule.text}`}
              className={styles.rule}
              data-passes={rule.passes}
            >
              {rule.passes ? <Check size={14} aria-label="passes" /> : <X size={14} aria-label="fails" />}
              <span>{rule.text}</span>
              {rule.slice !== '' && rule.slice !== 'Overall' && (
                <span className={styles.slice}>{rule.slice}</span>
              )}
            </li>
          ))}
        </ul>
      )}
      {retrainCell !== null && <RetrainButton cell={retrainCell} />}
      {warnings.map((warning) => (
        <p key={warning} className={styles.warning}>
          <TriangleAlert size={13} aria-hidden="true" /> {warning}
        </p>
      ))}
    </div>
  );
}

function RetrainButton({ cell }: { readonly cell: string }) {
  const perform = useCallback(() => call('run.start', { cells: [cell] }), [cell]);
  const training = useAction(perform);
  return (
    <div>
      <Button size="small" variant="primary" icon={RefreshCw} busy={training.isBusy} onClick={training.run}>
        Train anew
      </Button>
      {training.error !== null && <ErrorPanel error={training.error} />}
    </div>
  );
}
