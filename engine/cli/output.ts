import type { ErrorView } from '../contract/error.ts';

/** Where a command writes: results to standard output, everything else to standard error. */
export interface Output {
  result(text: string): void;
  say(text: string): void;
}

export const standardOutput: Output = {
  result: (text) => process.stdout.write(`${text}\n`),
  say: (text) => process.stderr.write(`${text}\n`),
};

/** An error as the command line shows it: what happened, where, what to do; a defect also shows its stack. */
export function wordError(error: ErrorView): string {
  const place = placeOf(error.location ?? {});
  const lines = [`error: ${error.message}`];
  if (place !== '') lines.push(`  at ${place}`);
  if (error.hint !== undefined) lines.push(`  ${error.hint}`);
  if (error.details !== undefined && error.code === 'internal') lines.push(error.details);
  return lines.join('\n');
}

function placeOf(location: NonNullable<ErrorView['location']>): string {
  const { file, line, column, cell, parameter, record, offset, feature } = location;
  const filePlace =
    file === undefined ? undefined : [file, line, column].filter((part) => part !== undefined).join(':');
  return [
    filePlace,
    record === undefined ? undefined : `record ${record}`,
    offset === undefined ? undefined : `offset ${offset}`,
    feature === undefined ? undefined : `feature "${feature}"`,
    cell === undefined ? undefined : `cell ${cell}`,
    parameter === undefined ? undefined : `parameter ${parameter}`,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}
