import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './usage-error.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Parses a command's arguments; what does not fit becomes a `UsageError` in plain words. */
export function parseArguments<const Config extends Options>(
  args: readonly string[],
  options: Config,
): ReturnType<typeof parseArgs<{ options: Config; allowPositionals: true; args: string[] }>> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(
      error instanceof Error ? (error.message.split('. To specify')[0] ?? '') : String(error),
    );
  }
}

/** One value of `--set CELL.PARAMETER=VALUE` or `--set PARAMETER=VALUE` for a runtime parameter. */
export interface Setting {
  readonly cell: string | null;
  readonly parameter: string;
  readonly value: unknown;
}

/**
 * Reads a setting. The value is JSON where it parses as JSON (numbers, booleans, lists, objects) and text otherwise, so
 * that `--set Trainer.epochs=3` and `--set ExampleGen.path=../pets` both do what they say.
 */
export function parseSetting(text: string): Setting {
  const match = /^(?:([\w-]+)\.)?([\w.-]+)=(.*)$/s.exec(text);
  if (match === null) throw new UsageError(`"--set ${text}" must have the form CELL.PARAMETER=VALUE`);
  const [, cell, parameter = '', value = ''] = match;
  return { cell: cell ?? null, parameter, value: parseValue(value) };
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
