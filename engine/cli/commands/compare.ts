import type { RunRow } from '../../contract/execution.ts';
import type { Command } from '../command.ts';
import { openSession } from '../open-session.ts';
import { standardOutput } from '../output.ts';
import { parseArguments } from '../parse-arguments.ts';
import { UsageError } from '../usage-error.ts';

export const compareCommand: Command = {
  usage: 'compare NOTEBOOK [--root DIR]',
  summary: 'writes the metrics of the last two runs as a Markdown table, for a pull request',
  async run(args) {
    const { values, positionals } = parseArguments(args, { root: { type: 'string' } });
    const [notebook] = positionals;
    if (notebook === undefined || positionals.length > 1) throw new UsageError('compare needs one notebook');
    const session = await openSession({
      path: notebook,
      root: values.root,
      trusted: true,
      access: 'observe',
    });
    try {
      const [head, base] = session.reader.runs(2);
      standardOutput.result(comparisonTable(head, base));
      return 0;
    } finally {
      await session.close();
    }
  },
};

/** Metrics of a run beside those of the run before it, as Markdown. */
export function comparisonTable(head: RunRow | undefined, base: RunRow | undefined): string {
  if (head === undefined) return 'The pipeline has not run.';
  const names = [...new Set([...Object.keys(head.metrics), ...Object.keys(base?.metrics ?? {})])].sort();
  const rows = names.map((name) => {
    const [now, before] = [head.metrics[name], base?.metrics[name]];
    const difference = now === undefined || before === undefined ? '' : signed(now - before);
    return `| ${name} | ${rounded(before)} | ${rounded(now)} | ${difference} |`;
  });
  return [
    `**${verdict(head)}**`,
    '',
    '| metric | base branch | this branch | difference |',
    '| --- | ---: | ---: | ---: |',
    ...rows,
  ].join('\n');
}

function verdict({ blessed, state }: RunRow): string {
  if (state !== 'complete') return `The run is ${state}`;
  if (blessed === null) return 'The model was not validated';
  return blessed
    ? 'The model is blessed: it passes its thresholds'
    : 'The model is not blessed: it fails a threshold';
}

const rounded = (value: number | undefined): string => (value === undefined ? '' : value.toFixed(4));
const signed = (value: number): string => `${value >= 0 ? '+' : ''}${value.toFixed(4)}`;
