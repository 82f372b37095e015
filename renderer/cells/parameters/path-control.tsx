import { FolderOpen } from 'lucide-react';
import { attempt } from '../../commands/execute.ts';
import { desktop } from '../../state/desktop.ts';
import { useQuery } from '../../state/use-query.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import type { TextWidget } from './field.ts';
import type { FieldControlProps } from './field-control-props.ts';
import styles from './path-control.module.css';
import { TextControl } from './text-control.tsx';

export interface PathControlProps extends FieldControlProps {
  readonly widget: TextWidget;
  readonly placeholder: string | undefined;
}

/** Text, with what its meaning adds: a folder chooser, or names from where a push would go. */
export function PathControl({ widget, value, onCommit, field, cellId, ...rest }: PathControlProps) {
  const text = typeof value === 'string' ? value : '';
  const listId = `${rest.id}-choices`;
  const choices = useQuery(
    'destination.choices',
    widget === 'choice' ? { cell: cellId, parameter: field.name } : null,
  );
  const browse = () =>
    attempt(async () => {
      const folder = await desktop?.chooseFolder();
      if (folder) {
        onCommit(folder);
      }
    });
  return (
    <div className={styles.root}>
      <TextControl
        {...rest}
        value={text}
        monospace={widget !== 'plain' && widget !== 'choice'}
        suggestions={choices.data && listId}
        onCommit={(next) => onCommit(next === '' ? null : next)}
      />
      {choices.data && (
        <datalist id={listId}>
          {choices.data.map(({ value: choice, label }) => (
            <option key={choice} value={choice} label={label} />
          ))}
        </datalist>
      )}
      {widget === 'folder' && desktop && (
        <IconButton icon={FolderOpen} label="Choose a folder" onClick={() => void browse()} />
      )}
    </div>
  );
}
