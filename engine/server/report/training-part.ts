import type { ComponentCellView } from '../../contract/notebook.ts';
import type { Session } from '../../orchestrator/session.ts';
import { trainingView } from '../models/training-view.ts';
import { curveFigures } from './curve-figures.ts';
import { element, type Html } from './html.ts';

/** The curves of a training. Empty for a cell that recorded none. */
export async function trainingPart(cell: ComponentCellView, session: Session): Promise<readonly Html[]> {
  const executionId = cell.result?.reusedFrom?.executionId ?? cell.result?.executionId;
  if (executionId === undefined) return [];
  const events = await session.reader.attemptEvents(executionId);
  const { series } = trainingView(executionId, events, { trials: [] });
  const isOfTraining = series.some(({ tag }) => tag.includes('loss'));
  return isOfTraining ? [element('h3', {}, ['Training']), curveFigures(series)] : [];
}
