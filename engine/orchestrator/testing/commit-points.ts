import { createRequire, syncBuiltinESMExports } from 'node:module';
import Database from 'better-sqlite3';

/**
 * Preloaded into an engine process (`--import`): counts every operation after which the disk differs, in the file
 * system and in the database, and calls back before each. What a kill at that moment leaves behind is exactly what
 * the disk holds then.
 */
export interface CommitPoints {
  count: number;
  /** Called before the operation that has this number. */
  before: (point: number, operation: string) => void;
}

export const commitPoints: CommitPoints = { count: 0, before: () => undefined };

type Functions = Record<string, (...parameters: unknown[]) => unknown>;

const require = createRequire(import.meta.url);
const fs = require('node:fs') as Functions & { promises: Functions };

const changing = ['rename', 'mkdir', 'rm', 'writeFile', 'copyFile', 'unlink'];
const changingSync = [...changing.map((name) => `${name}Sync`), 'writeSync', 'openSync'];

function reach(operation: string): void {
  commitPoints.count += 1;
  commitPoints.before(commitPoints.count, operation);
}

function countCalls(target: Functions, names: readonly string[], prefix: string): void {
  for (const name of names) {
    const original = target[name];
    if (original) {
      target[name] = function counted(this: unknown, ...parameters) {
        reach(`${prefix}${name}`);
        return original.apply(this, parameters);
      };
    }
  }
}

/** File handles get their methods from a class that only an open file leads to. */
function countHandles(): void {
  const { open } = fs.promises;
  let patched = false;
  fs.promises.open = async function counted(...parameters) {
    const handle = (await open?.apply(fs.promises, parameters)) as object;
    if (!patched) {
      patched = true;
      countCalls(Object.getPrototypeOf(handle) as Functions, ['sync', 'writeFile'], 'file.');
    }
    return handle;
  };
}

function countDatabase(): void {
  const prototype = Database.prototype as unknown as Functions;
  const { prepare, exec } = prototype;
  let patched = false;
  prototype.prepare = function counted(this: unknown, ...parameters) {
    const statement = prepare?.apply(this, parameters) as object;
    if (!patched) {
      patched = true;
      countCalls(Object.getPrototypeOf(statement) as Functions, ['run'], 'statement.');
    }
    return statement;
  };
  prototype.exec = function counted(this: unknown, ...parameters) {
    reach('database.exec');
    return exec?.apply(this, parameters);
  };
  countTransactions(prototype);
}

/** The commit itself is native: it is between the end of the work and the return of the transaction. */
function countTransactions(prototype: Functions): void {
  const { transaction } = prototype;
  prototype.transaction = function counted(this: unknown, work) {
    const counted = (...parameters: unknown[]): unknown => {
      const result = (work as (...values: unknown[]) => unknown)(...parameters);
      reach('before commit');
      return result;
    };
    const wrapped = transaction?.call(this, counted) as Functions & ((...values: unknown[]) => unknown);
    const after =
      (run: (...values: unknown[]) => unknown) =>
      (...parameters: unknown[]): unknown => {
        const result = run(...parameters);
        reach('after commit');
        return result;
      };
    return Object.assign(after(wrapped), { immediate: after(wrapped.immediate ?? wrapped) });
  };
}

countCalls(fs.promises, changing, '');
countCalls(fs as Functions, changingSync, '');
countHandles();
countDatabase();
syncBuiltinESMExports();
