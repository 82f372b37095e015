import type { Source } from '../tracing/recording.ts';
import { requireSameOperations } from '../tracing/same-operations.ts';
import type { Trace } from '../tracing/trace.ts';
import { RecordingDraft } from './recording-draft.ts';
import { RecordingView } from './recording-view.ts';

/**
 * Looks at one operation and tells how to do without it: a function that adds what takes its place and gives the
 * values that stand for its outputs. Undefined leaves the operation as it is.
 */
export type RewriteRule = (view: RecordingView, index: number) => Replacement | undefined;
export type Replacement = (draft: RecordingDraft) => readonly Source[];

/**
 * Applies rules, one after the other, to the operations of a trace. The result computes the same values up to
 * rounding. What nothing reads any more stays in the recordings; the emitter leaves it out.
 *
 * @throws TensorFlowError "untraceable" when the operations themselves depend on the batch size
 */
export function rewriteTrace(trace: Trace, rules: readonly RewriteRule[]): Trace {
  requireSameOperations(trace);
  return rules.reduce(applyRule, trace);
}

function applyRule(trace: Trace, rule: RewriteRule): Trace {
  const steps = trace.recordings.map((sized) => ({
    batch: sized.batch,
    view: new RecordingView(trace, sized),
    draft: new RecordingDraft(sized.recording),
  }));
  const count = trace.recordings[0]?.recording.operations.length ?? 0;
  for (let index = 0; index < count; index += 1) {
    const replacements = steps.map(({ view }) => rule(view, index));
    // A rule may match at one batch size by chance; the recordings must stay alike.
    const agreed = replacements.every((replacement) => replacement !== undefined);
    for (const [at, { view, draft }] of steps.entries()) {
      const replacement = agreed ? replacements[at] : undefined;
      if (replacement === undefined) {
        draft.copy(view.operation(index));
      } else {
        draft.replace(replacement(draft));
      }
    }
  }
  return { ...trace, recordings: steps.map(({ batch, draft }) => ({ batch, recording: draft.finish() })) };
}
