import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { Box, Cog } from 'lucide-react';
import { executionWord } from '../../state/execution-word.ts';
import { formatBytes, separator } from '../../ui/format.ts';
import type { LineageNode } from './layout-graph.ts';
import styles from './lineage-graph.module.css';

export type LineageFlowNode = Node<{ readonly node: LineageNode; readonly isFocus: boolean }, 'lineage'>;

/** A step is round and says how it ended; an artifact is square and says what it is. */
export function LineageNodeView({
  data: { node, isFocus },
  sourcePosition = Position.Right,
  targetPosition = Position.Left,
}: NodeProps<LineageFlowNode>) {
  return (
    <div className={styles.node} data-kind={node.kind} data-focus={isFocus || undefined}>
      <Handle type="target" position={targetPosition} className={styles.handle} isConnectable={false} />
      {node.kind === 'artifact' ? (
        <>
          <Box size={14} aria-hidden="true" className={styles.icon} />
          <div className={styles.words}>
            <div className={styles.title}>{node.artifact.type}</div>
            <div className={styles.detail}>
              #{node.artifact.id}
              {node.artifact.sizeBytes !== null && separator + formatBytes(node.artifact.sizeBytes)}
            </div>
          </div>
        </>
      ) : (
        <>
          <Cog size={14} aria-hidden="true" className={styles.icon} />
          <div className={styles.words}>
            <div className={styles.title}>{node.execution.cell}</div>
            <div className={styles.detail}>
              #{node.execution.executionId}
              {separator}
              {executionWord(node.execution.state)}
            </div>
          </div>
        </>
      )}
      <Handle type="source" position={sourcePosition} className={styles.handle} isConnectable={false} />
    </div>
  );
}
