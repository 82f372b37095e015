import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import type { ComponentCellView } from '../../../engine/contract/notebook.ts';
import { cellName } from '../../cells/cell-name.ts';
import { StateIcon } from '../../cells/state-icon.tsx';
import { stateWords } from '../../cells/state-words.ts';
import { cellState } from '../../state/cell-state.ts';
import styles from './step-node.module.css';

export type StepNode = Node<{ readonly cell: ComponentCellView; readonly isInColumn: boolean }, 'step'>;

/** A step in the graph: its state's border, icon and words, and its name. */
export function Step({ data, selected }: NodeProps<StepNode>) {
  const { cell, isInColumn } = data;
  const state = cellState(cell);
  const handle = { className: styles.handle ?? '', isConnectable: false };
  return (
    <div className={styles.step} data-state={state} data-selected={selected || undefined}>
      <Handle
        {...handle}
        type="target"
        position={isInColumn ? Position.Left : Position.Top}
        style={isInColumn ? { top: '32%' } : {}}
      />
      <StateIcon state={state} size={14} />
      <span className={styles.title}>{cellName(cell)}</span>
      <span className={styles.words}>{stateWords(cell)}</span>
      <Handle
        {...handle}
        type="source"
        position={isInColumn ? Position.Left : Position.Bottom}
        style={isInColumn ? { top: '68%' } : {}}
      />
    </div>
  );
}
