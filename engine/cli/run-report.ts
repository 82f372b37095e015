import type { ErrorView } from '../contract/error.ts';
import type { PipelineReader } from '../orchestrator/pipeline-reader.ts';
import type { CellOutcome } from '../orchestrator/pipeline-run.ts';
import type { RunResult } from '../orchestrator/run-queue.ts';
import { wordError } from './output.ts';
import { formatSeconds } from './run-progress.ts';

/** One cell in the line that `run --json` ends with. */
export interface CellReport {
  readonly id: string;
  readonly component: string;
  readonly state: CellOutcome['state'];
  readonly seconds: number;
  readonly reasons: readonly string[];
  readonly outputs: Readonly<
    Record<string, readonly { readonly type: string; readonly uri: string; readonly digest: string | null }[]>
  >;
  readonly error: ErrorView | null;
}

export interface RunReport {
  readonly notebook: string;
  readonly runId: string;
  readonly ok: boolean;
  readonly cells: readonly CellReport[];
}

/** The shape of `run --json` that docs/command-line.md promises. */
export function runReport(
  notebook: string,
  { runId, ok, cells }: RunResult,
  reader: PipelineReader,
): RunReport {
  return { notebook, runId, ok, cells: cells.map((outcome) => cellReport(outcome, reader)) };
}

function cellReport(outcome: CellOutcome, reader: PipelineReader): CellReport {
  const { cell, component, state, seconds, reasons, executionId, error } = outcome;
  const outputs = executionId === null ? {} : reader.execution(executionId).outputs;
  return {
    id: cell,
    component,
    state,
    seconds: Math.round(seconds * 1000) / 1000,
    reasons: reasons.map((reason) => reason.message),
    outputs: Object.fromEntries(
      Object.entries(outputs).map(([key, artifacts]) => [
        key,
        artifacts.map(({ type, uri, digest }) => ({ type, uri, digest })),
      ]),
    ),
    error,
  };
}

const marks = { succeeded: '✓', reused: '=', failed: '✗', skipped: '-', cancelled: '○' } as const;

/** How each cell of a run ended, a line each, for people. */
export function wordReport({ cells, ok }: RunReport, seconds: number): string {
  const width = Math.max(0, ...cells.map((cell) => cell.id.length));
  const lines = cells.flatMap((cell) => {
    const took = cell.state === 'succeeded' || cell.state === 'failed' ? formatSeconds(cell.seconds) : '';
    const line = `${marks[cell.state]} ${cell.id.padEnd(width)}  ${cell.state.padEnd(9)} ${took}`.trimEnd();
    const reasons =
      cell.state === 'reused' || cell.reasons.length === 0 ? [] : [`    ${cell.reasons.join('; ')}`];
    return [line, ...reasons, ...(cell.error === null ? [] : [indent(wordError(cell.error))])];
  });
  return [...lines, `${ok ? 'done' : 'not done'} in ${formatSeconds(seconds)}`].join('\n');
}

const indent = (text: string): string => text.replaceAll(/^/gm, '    ');
