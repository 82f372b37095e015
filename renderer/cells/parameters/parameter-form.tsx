import { ChevronDown, ChevronUp } from 'lucide-react';
import { useState } from 'react';
import type { ComponentCellView } from '../../../engine/contract/notebook.ts';
import { useAppStore } from '../../state/app-store.ts';
import { Button } from '../../ui/button.tsx';
import { type Field, fieldsOf } from './field.ts';
import styles from './parameter-form.module.css';
import { ParameterRow } from './parameter-row.tsx';
import { changedSinceLastRun, parameterValue } from './parameter-value.ts';

export interface ParameterFormProps {
  readonly cell: ComponentCellView;
  /** Shows first what is set, must be set or has changed; the rest on request. */
  readonly isCompact?: boolean;
}

/** The form of a cell, made from its component's schema; several columns where there is room. */
export function ParameterForm({ cell, isCompact = false }: ParameterFormProps) {
  const component = useAppStore(({ components }) => components.find(({ name }) => name === cell.component));
  const [isWhole, setIsWhole] = useState(!isCompact);
  const fields = fieldsOf(component?.parameters);
  const notable = fields.filter((field) => isNotable(field, cell));
  const shown = isWhole || notable.length === 0 ? fields : notable;
  if (fields.length === 0) {
    return <p className={styles.nothing}>This component has no parameters.</p>;
  }
  return (
    <div className={styles.root}>
      <div className={styles.fields}>
        {shown.map((field) => (
          <ParameterRow key={field.name} cell={cell} field={field} />
        ))}
      </div>
      {isCompact && notable.length > 0 && notable.length < fields.length && (
        <Button
          size="small"
          variant="ghost"
          icon={isWhole ? ChevronUp : ChevronDown}
          className={styles.more}
          onClick={() => setIsWhole(!isWhole)}
        >
          {isWhole ? 'Only what is set' : `${fields.length - notable.length} more at their defaults`}
        </Button>
      )}
    </div>
  );
}

function isNotable(field: Field, cell: ComponentCellView): boolean {
  const written = cell.parameters[field.name];
  const hasProblem = cell.problems.some(({ parameter }) => parameter?.split('.')[0] === field.name);
  const hasChanged =
    written === undefined &&
    changedSinceLastRun(field, parameterValue(field, written, []), cell) !== undefined;
  return written !== undefined || field.isRequired || hasProblem || hasChanged;
}
