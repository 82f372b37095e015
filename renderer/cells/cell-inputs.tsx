import type { ComponentView } from '../../engine/contract/component.ts';
import type { ComponentCellView, NotebookView } from '../../engine/contract/notebook.ts';
import { editNotebook } from '../commands/edit-notebook.ts';
import { attempt } from '../commands/execute.ts';
import { useAppStore } from '../state/app-store.ts';
import { Select } from '../ui/select.tsx';
import { sentence } from '../ui/sentence.ts';
import styles from './cell-inputs.module.css';
import { inputChoices } from './input-choices.ts';

export interface CellInputsProps {
  readonly cell: ComponentCellView;
}

/** What a cell reads: one row an input, each choosing among the outputs that fit. */
export function CellInputs({ cell }: CellInputsProps) {
  const component = useAppStore(({ components }) => components.find(({ name }) => name === cell.component));
  const inputs = Object.entries(component?.inputs ?? {});
  if (inputs.length === 0) {
    return <p className={styles.nothing}>This component reads no artifacts of other cells.</p>;
  }
  return (
    <div className={styles.root}>
      {inputs.map(([key, input]) => (
        <InputRow key={key} cell={cell} name={key} input={input} />
      ))}
    </div>
  );
}

interface InputRowProps {
  readonly cell: ComponentCellView;
  readonly name: string;
  readonly input: ComponentView['inputs'][string];
}

function InputRow({ cell, name, input }: InputRowProps) {
  const notebook = useAppStore((state) => state.notebook);
  const components = useAppStore((state) => state.components);
  const references = cell.inputs[name] ?? [];
  const problems = cell.problems.filter((problem) => problem.input === name);
  const change = (reference: string) =>
    void attempt(() =>
      editNotebook({
        type: 'set-input',
        id: cell.id,
        input: name,
        references: reference === none ? [] : reference.split('\n'),
      }),
    );
  return (
    <div className={styles.row}>
      <span className={styles.label}>
        {name}
        {!input.optional && <span className={styles.required}> required</span>}
      </span>
      <Select
        label={name}
        value={references.length === 0 ? none : references.join('\n')}
        options={options(notebook, components, { cell, input, references })}
        invalid={problems.length > 0}
        onChange={change}
      />
      <div className={styles.about}>
        {problems.map(({ message, hint }) => (
          <p key={message} className={styles.problem}>
            {hint ? `${sentence(message)} ${hint}` : message}
          </p>
        ))}
        <p>{input.description}</p>
      </div>
    </div>
  );
}

const none = 'nothing';

function options(
  notebook: NotebookView | null | undefined,
  components: readonly ComponentView[],
  about: Pick<InputRowProps, 'cell' | 'input'> & { readonly references: readonly string[] },
) {
  const choices = inputChoices(notebook?.cells ?? [], components, about);
  return [
    { value: none, label: about.input.optional ? 'Nothing' : 'Choose an output…' },
    ...choices.map((reference) => ({ value: reference, label: reference.replaceAll('\n', ' and ') })),
  ];
}
