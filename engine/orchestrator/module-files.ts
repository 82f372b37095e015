import { mkdir, readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { dirname } from 'node:path';
import { init, parse } from 'es-module-lexer';
import { resolveInside } from '../base/resolve-inside.ts';
import { writeFileAtomic } from '../base/write-file-atomic.ts';
import { OrchestratorError } from './orchestrator-error.ts';

export interface ModuleDiagnostic {
  line: number;
  column: number;
  message: string;
}

/** User modules: source files below the notebook's folder, which cells name and the window edits. */
export class ModuleFiles {
  readonly #folder: string;

  constructor(notebookDirectory: string) {
    this.#folder = notebookDirectory;
  }

  /** @throws OrchestratorError "no-such-file", PathError "path-outside" */
  async read(path: string): Promise<string> {
    const file = this.#resolve(path);
    try {
      return await readFile(file, 'utf8');
    } catch (error) {
      throw new OrchestratorError('no-such-file', `Cannot read the module "${path}"`, {
        hint: "Modules lie in the notebook's folder",
        location: { file },
        cause: error,
      });
    }
  }

  /** Saves a module even when it does not parse: an editor must not lose what was typed. */
  async write(path: string, text: string): Promise<readonly ModuleDiagnostic[]> {
    const file = this.#resolve(path);
    await mkdir(dirname(file), { recursive: true });
    await writeFileAtomic(file, text);
    return checkModule(text);
  }

  /** @throws OrchestratorError "no-such-file" for anything but a JavaScript or TypeScript module */
  #resolve(path: string): string {
    if (!/\.[cm]?[jt]s$/.test(path)) {
      throw new OrchestratorError('no-such-file', `"${path}" is not a module`, {
        hint: 'A module is a file that ends in .ts or .js',
      });
    }
    return resolveInside(this.#folder, path);
  }
}

/** What keeps a module from being loaded, as far as its text alone tells. */
export async function checkModule(text: string): Promise<readonly ModuleDiagnostic[]> {
  await init;
  try {
    const stripped = stripTypeScriptTypes(text);
    parse(stripped);
    return [];
  } catch (error) {
    return [toDiagnostic(error, text)];
  }
}

function toDiagnostic(error: unknown, text: string): ModuleDiagnostic {
  const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  const index = lexerOffset(error) ?? snippetOffset(error, text) ?? 0;
  const before = text.slice(0, index).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1, message };
}

/** Types are replaced by spaces, so offsets in the stripped text are those of the source. */
function lexerOffset(error: unknown): number | undefined {
  return typeof error === 'object' && error !== null && 'idx' in error && typeof error.idx === 'number'
    ? error.idx
    : undefined;
}

/** Node's type stripper shows the source line in its stack, with carets below the place. */
function snippetOffset(error: unknown, text: string): number | undefined {
  const match = error instanceof Error ? /:(\d+)\n(?:.*\n)*?( *)\^/.exec(error.stack ?? '') : null;
  if (!match) {
    return undefined;
  }
  const line = Number(match[1]);
  const lineStart =
    text
      .split('\n')
      .slice(0, line - 1)
      .join('\n').length + (line > 1 ? 1 : 0);
  return lineStart + (match[2] ?? '').length;
}
