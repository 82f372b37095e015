import { parseArgs } from 'node:util';

/** What the command line of `npm test` asks for; `only` is null for everything. */
export interface TestOptions {
  readonly only: readonly string[] | null;
  readonly long: boolean;
}

/**
 * Reads `--only NAME[,NAME]...` and `--long`.
 *
 * @throws TypeError for anything else, with the names there are
 */
export function parseOptions(parameters: readonly string[], stages: readonly string[]): TestOptions {
  const { values } = parseArgs({
    args: [...parameters],
    options: { only: { type: 'string', multiple: true }, long: { type: 'boolean', default: false } },
  });
  const only = values.only?.flatMap((value) => value.split(',')) ?? null;
  const unknown = only?.find((name) => !stages.includes(name));
  if (unknown !== undefined) {
    throw new TypeError(`Unknown stage "${unknown}": the stages are ${stages.join(', ')}`);
  }
  return { only, long: values.long };
}
