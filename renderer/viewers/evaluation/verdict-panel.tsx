import { Check, CircleCheck, CircleHelp, CircleX, type LucideIcon, TriangleAlert, X } from 'lucide-react';
import type { EvaluationView } from '../../../engine/contract/evaluation.ts';
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

/** The verdict with each rule that led to it. */
export function VerdictPanel({ view }: { readonly view: EvaluationView }) {
  const { verdict, rules, warnings, candidateModel, baselineModel } = view;
  const { icon: Icon, title, text } = verdicts[verdict];
  return (
    <div className={styles.panel} data-verdict={verdict}>
      <div className={styles.head}>
        <Icon size={20} className={styles.icon} aria-hidden="true" />
        <div>
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
      {warnings.map((warning) => (
        <p key={warning} className={styles.warning}>
          <TriangleAlert size={13} aria-hidden="true" /> {warning}
        </p>
      ))}
    </div>
  );
}
