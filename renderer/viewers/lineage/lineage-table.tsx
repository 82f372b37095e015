import { useMemo } from 'react';
import { executionWord } from '../../state/execution-word.ts';
import { formatBytes } from '../../ui/format.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Table } from '../../ui/table.tsx';
import viewer from '../viewer.module.css';
import { type LineageGraph, type LineageNode, nodeId } from './layout-graph.ts';
import styles from './lineage-table.module.css';

export interface LineageTableProps {
  readonly graph: LineageGraph;
  readonly onChoose: (node: LineageNode) => void;
}

/** The same lineage as rows, newest first. */
export function LineageTable({ graph, onChoose }: LineageTableProps) {
  const rows = useMemo(() => [...graph.nodes].sort((a, b) => timeOf(b) - timeOf(a)), [graph.nodes]);
  return (
    <div className={viewer.scroll}>
      <Table label="Lineage" dense>
        <thead>
          <tr>
            <th>What</th>
            <th>Name</th>
            <th data-numeric>Id</th>
            <th>State</th>
            <th data-numeric>Size</th>
            <th>When</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((node) => (
            <tr key={nodeId(node)}>
              <td>{node.kind === 'artifact' ? 'artifact' : 'step'}</td>
              <td>
                <button type="button" className={styles.link} onClick={() => onChoose(node)}>
                  {node.kind === 'artifact' ? node.artifact.type : node.execution.cell}
                </button>
              </td>
              <td data-numeric>{node.kind === 'artifact' ? node.artifact.id : node.execution.executionId}</td>
              <td>{node.kind === 'artifact' ? node.artifact.state : executionWord(node.execution.state)}</td>
              <td data-numeric className={viewer.nowrap}>
                {node.kind === 'artifact' && node.artifact.sizeBytes !== null
                  ? formatBytes(node.artifact.sizeBytes)
                  : ''}
              </td>
              <td className={viewer.nowrap}>
                <RelativeTime atMs={timeOf(node)} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function timeOf(node: LineageNode): number {
  return node.kind === 'artifact' ? node.artifact.createdMs : node.execution.startedMs;
}
