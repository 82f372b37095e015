import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ReportedError } from '../../base/reported-error.ts';
import { locateInModule } from './locate-in-module.ts';
import { provideMillrace } from './provide-millrace.ts';
import { UserModuleError } from './user-module-error.ts';

/** The functions and values that a user's module exports. */
export interface UserModule {
  readonly file: string;
  readonly exports: Readonly<Record<string, unknown>>;
}

/**
 * Loads a TypeScript module of the user, in which "millrace" and "@tensorflow/tfjs" mean this program's own.
 *
 * @throws UserModuleError "module-missing" or "module-broken", with line and column where known
 */
export async function loadUserModule(file: string): Promise<UserModule> {
  if (!existsSync(file)) {
    throw new UserModuleError('module-missing', `Module "${file}" does not exist`, {
      hint: 'Paths are relative to the notebook',
      location: { file },
    });
  }
  provideMillrace();
  try {
    return { file, exports: await import(pathToFileURL(path.resolve(file)).href) };
  } catch (cause) {
    throw broken(file, cause);
  }
}

/** The exported function of a name, if there is one. @throws UserModuleError when it is no function */
export function exportedFunction<Signature extends (...args: never[]) => unknown>(
  module: UserModule,
  name: string,
): Signature | undefined {
  const value = module.exports[name];
  if (value === undefined || typeof value === 'function') {
    return value as Signature | undefined;
  }
  throw new UserModuleError(
    'no-such-function',
    `"${name}" in "${path.basename(module.file)}" is not a function`,
    {
      location: { file: module.file },
    },
  );
}

/** Like `exportedFunction`, for one that must be there. @throws UserModuleError "no-such-function" */
export function requiredFunction<Signature extends (...args: never[]) => unknown>(
  module: UserModule,
  name: string,
): Signature {
  const found = exportedFunction<Signature>(module, name);
  if (found === undefined) {
    const known = Object.keys(module.exports).join(', ');
    throw new UserModuleError(
      'no-such-function',
      `Module "${path.basename(module.file)}" exports no "${name}"`,
      {
        hint: known === '' ? 'It exports nothing' : `It exports ${known}`,
        location: { file: module.file },
      },
    );
  }
  return found;
}

/** Runs user code. @throws what `userCodeError` makes of what it throws */
export function callUserCode<Result>(module: UserModule, name: string, call: () => Result): Result {
  try {
    return call();
  } catch (cause) {
    throw userCodeError(module, name, cause);
  }
}

/** What user code threw, with the place in the module; errors that were written for people keep code and message. */
export function userCodeError(module: UserModule, name: string, cause: unknown): ReportedError {
  const location = { file: module.file, ...locateInModule(cause, module.file) };
  const details = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  if (cause instanceof ReportedError) {
    const hint = cause.hint === undefined ? {} : { hint: cause.hint };
    return new ReportedError(cause.code, cause.message, {
      ...hint,
      details,
      cause,
      location: { ...location, ...cause.location },
    });
  }
  return new UserModuleError('function-failed', `"${name}" failed: ${messageOf(cause)}`, {
    location,
    details,
    cause,
  });
}

function broken(file: string, cause: unknown): UserModuleError {
  const place = locateInModule(cause, file);
  const where = place.line === undefined ? '' : ` at line ${place.line}`;
  return new UserModuleError(
    'module-broken',
    `Cannot load "${path.basename(file)}"${where}: ${messageOf(cause)}`,
    {
      location: { file, ...place },
      details: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
      cause,
    },
  );
}

function messageOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return message.split('\n').find((line) => line.trim() !== '') ?? message;
}
