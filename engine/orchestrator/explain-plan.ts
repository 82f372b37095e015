import type { MethodResult } from '../contract/index.ts';
import type { Reason } from '../contract/notebook.ts';
import type { CellGraph } from '../pipeline/graph.ts';
import type { CellState, CellStates } from './derive-cells.ts';
import type { PipelineContext } from './pipeline-context.ts';
import type { PlannedCell } from './plan-run.ts';
import { verifyOutputs } from './verify-outputs.ts';

export type PlanExplanation = MethodResult<'run.plan'>;

/**
 * What a run would do with each cell of a plan, without doing it. "unknown" is a cell whose ancestors will run: it is
 * reused if they give the same data as before (rule S2).
 */
export async function explainPlan(
  context: PipelineContext,
  request: { readonly plan: readonly PlannedCell[]; readonly states: CellStates; readonly graph: CellGraph },
): Promise<PlanExplanation> {
  const steps: PlanExplanation = [];
  const actions = new Map<string, PlanExplanation[number]['action']>();
  for (const planned of request.plan) {
    const state = request.states.get(planned.cell);
    const parents = request.graph.parents(planned.cell).map((id) => actions.get(id));
    const action = state ? await actionFor(context, { planned, state, parents }) : 'blocked';
    actions.set(planned.cell, action);
    steps.push({ cell: planned.cell, action, reasons: reasonsFor(action, { planned, state }) });
  }
  return steps;
}

async function actionFor(
  context: PipelineContext,
  step: {
    readonly planned: PlannedCell;
    readonly state: CellState;
    readonly parents: readonly (PlanExplanation[number]['action'] | undefined)[];
  },
): Promise<PlanExplanation[number]['action']> {
  const { planned, state, parents } = step;
  if (state.problems.length > 0 || state.sourceError || parents.includes('blocked')) {
    return 'blocked';
  }
  if (planned.force) {
    return 'run';
  }
  if (parents.includes('run') || parents.includes('unknown')) {
    return state.success ? 'unknown' : 'run';
  }
  return (await canReuse(context, state)) ? 'reuse' : 'run';
}

async function canReuse(context: PipelineContext, state: CellState): Promise<boolean> {
  const { key, definition, cell, success } = state;
  if (definition?.resolve) {
    // It always looks anew; when it would choose the same, nothing after it runs.
    return state.freshness.state === 'fresh';
  }
  if (!key || !definition || (definition.cache === 'never' && definition.effects === 'none')) {
    return false;
  }
  for (const candidate of context.store.query.withKey(key.key, success?.pipeline ?? '', cell.id)) {
    const counts = definition.effects === 'none' || candidate.id === success?.id;
    if (counts && (await verifyOutputs(context, candidate.id))) {
      return true;
    }
  }
  return false;
}

function reasonsFor(
  action: PlanExplanation[number]['action'],
  { planned, state }: { readonly planned: PlannedCell; readonly state: CellState | undefined },
): Reason[] {
  const freshness = state?.freshness;
  if (planned.force) {
    return [{ message: 'You asked to run it again' }];
  }
  if (freshness?.state === 'stale' || freshness?.state === 'blocked') {
    return [...freshness.reasons];
  }
  if (action === 'reuse' && state?.definition?.effects === 'outside') {
    return [{ message: 'This was pushed before; run it with force to push it again' }];
  }
  return freshness?.state === 'empty' ? [{ message: 'Has not run before' }] : [];
}
