import { BaseEdge, type EdgeProps } from '@xyflow/react';

/** An arc to the left of a column of steps; the further apart its ends, the further out it bows. */
export function ArcEdge({ sourceX, sourceY, targetX, targetY, markerEnd, style }: EdgeProps) {
  const bow = Math.min(54, 14 + Math.abs(targetY - sourceY) * 0.13);
  const path = `M${sourceX},${sourceY} C${sourceX - bow},${sourceY} ${targetX - bow},${targetY} ${targetX},${targetY}`;
  return <BaseEdge path={path} {...(markerEnd && { markerEnd })} {...(style && { style })} />;
}
