import { stripTypeScriptTypes } from 'node:module';

export interface ModuleDiagnostic {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/**
 * Syntax errors of a TypeScript module, as the engine's own Node would report them on loading it. Types are not
 * checked: a module with a type error still runs.
 */
export function checkModule(text: string): readonly ModuleDiagnostic[] {
  try {
    stripTypeScriptTypes(text, { mode: 'strip' });
    return [];
  } catch (error) {
    return [diagnosticOf(error)];
  }
}

/** Node's stack begins with ":LINE", the source line, and carets below the place. */
function diagnosticOf(error: unknown): ModuleDiagnostic {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const lines = stack.split('\n');
  const carets = lines.find((line) => /^ *\^+$/.test(line)) ?? '^';
  return { line: Number(lines[0]?.slice(1)) || 1, column: carets.indexOf('^') + 1, message };
}
