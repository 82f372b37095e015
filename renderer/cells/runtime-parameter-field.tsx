import { useId } from 'react';
import type { NotebookView } from '../../engine/contract/notebook.ts';
import { editNotebook } from '../commands/edit-notebook.ts';
import { attempt } from '../commands/execute.ts';
import { Switch } from '../ui/switch.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { NumberControl } from './parameters/number-control.tsx';
import { TextControl } from './parameters/text-control.tsx';
import styles from './runtime-parameter-field.module.css';

export interface RuntimeParameterFieldProps {
  readonly parameter: NotebookView['runtimeParameters'][number];
}

/** One parameter of the whole notebook: the same that the command line sets with `--set`. */
export function RuntimeParameterField({ parameter }: RuntimeParameterFieldProps) {
  const id = useId();
  const { name, type, value, description } = parameter;
  const change = (next: string | number | boolean | null) =>
    attempt(() => editNotebook({ type: 'set-runtime-parameter', name, value: next }));
  return (
    <div className={styles.root} data-type={type}>
      <Tooltip content={description ?? 'A parameter of the whole notebook'}>
        <label className={styles.label} htmlFor={id}>
          {name}
        </label>
      </Tooltip>
      {type === 'boolean' && <Switch label={name} hideLabel checked={value === true} onChange={change} />}
      {type === 'string' && <TextControl id={id} value={String(value ?? '')} onCommit={change} />}
      {(type === 'integer' || type === 'number') && (
        <NumberControl
          id={id}
          value={typeof value === 'number' ? value : null}
          isInteger={type === 'integer'}
          onCommit={change}
        />
      )}
    </div>
  );
}
