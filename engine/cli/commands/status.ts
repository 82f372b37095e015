import type { Freshness, NotebookView } from '../../contract/notebook.ts';
import { parseOverride } from '../../pipeline/override.ts';
import type { Command } from '../command.ts';
import { openSession } from '../open-session.ts';
import { standardOutput, wordError } from '../output.ts';
import { parseArguments } from '../parse-arguments.ts';
import { UsageError } from '../usage-error.ts';

const options = {
  set: { type: 'string', multiple: true },
  root: { type: 'string' },
  json: { type: 'boolean' },
} as const;

type Plan = Awaited<ReturnType<Awaited<ReturnType<typeof openSession>>['plan']>>;

export const statusCommand: Command = {
  usage: 'status NOTEBOOK [--set CELL.PARAMETER=VALUE]... [--root DIR] [--json]',
  summary: 'says what is fresh, what a run would do now, and why',
  async run(args) {
    const { values, positionals } = parseArguments(args, options);
    const [notebook] = positionals;
    if (notebook === undefined || positionals.length > 1) throw new UsageError('status needs one notebook');
    const session = await openSession({
      path: notebook,
      root: values.root,
      overrides: (values.set ?? []).map(parseOverride),
      trusted: true,
      access: 'observe',
    });
    try {
      const plan = await session.plan();
      const view = session.view();
      const problems = session.problems();
      for (const problem of problems) standardOutput.say(wordError(problem));
      standardOutput.result(values.json ? JSON.stringify(statusJson(view, plan)) : wordStatus(view, plan));
      return problems.length === 0 ? 0 : 2;
    } finally {
      await session.close();
    }
  },
};

function statusJson(view: NotebookView, plan: Plan): unknown {
  const cells = view.cells.flatMap((cell) => {
    if (cell.kind === 'note') return [];
    const planned = plan.find((step) => step.cell === cell.id);
    return [
      { id: cell.id, component: cell.component, freshness: cell.freshness, action: planned?.action ?? null },
    ];
  });
  return { notebook: view.path, pipelineRoot: view.pipelineRoot, cells };
}

const actions = {
  run: 'would run',
  reuse: 'would be reused',
  blocked: 'cannot run',
  unknown: 'depends on what runs before',
};

function wordStatus(view: NotebookView, plan: Plan): string {
  const cells = view.cells.filter((cell) => cell.kind === 'component');
  const width = Math.max(0, ...cells.map((cell) => cell.id.length));
  const lines = cells.flatMap((cell) => {
    const step = plan.find((candidate) => candidate.cell === cell.id);
    const line = `${cell.id.padEnd(width)}  ${cell.freshness.state.padEnd(9)}  ${step === undefined ? '' : actions[step.action]}`;
    const reasons = step?.reasons.map((reason) => reason.message) ?? reasonsOf(cell.freshness);
    return [
      line.trimEnd(),
      ...(reasons.length === 0 ? [] : [`${' '.repeat(width + 2)}${reasons.join('; ')}`]),
    ];
  });
  return lines.join('\n');
}

function reasonsOf(freshness: Freshness): readonly string[] {
  return 'reasons' in freshness ? freshness.reasons.map((reason) => reason.message) : [];
}
