import type { TrainingView } from '../../contract/model.ts';
import type { ComponentCellView } from '../../contract/notebook.ts';
import type { Session } from '../../orchestrator/session.ts';
import { trainingView } from '../models/training-view.ts';
import { curveFigures } from './curve-figures.ts';
import { element, type Html } from './html.ts';

type Series = TrainingView['series'][number];

/** The curves of a training. Empty for a cell that recorded none. */
export async function trainingPart(cell: ComponentCellView, session: Session): Promise<readonly Html[]> {
  const executionId = cell.result?.reusedFrom?.executionId ?? cell.result?.executionId;
  if (executionId === undefined) return [];
  const events = await session.reader.attemptEvents(executionId);
  const { series } = trainingView(executionId, events, { trials: [] });
  return isOfTraining(series) ? [element('h3', {}, ['Training']), curveFigures(series)] : [];
}

/** Whether a loss was followed. An evaluation records its own once, for TensorBoard; its table tells it better than a chart. */
export function isOfTraining(series: readonly Series[]): boolean {
  return series.some(({ tag, steps }) => tag.includes('loss') && steps.length > 1);
}
