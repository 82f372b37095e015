import { type Digest, digestOf } from '../base/digest.ts';
import { readModuleClosure } from '../pipeline/module-closure.ts';

/**
 * Digests of user modules and of everything they import below the notebook's folder, by relative path: a change in
 * a helper re-keys the cell as a change in the module itself does.
 *
 * @throws ModuleError "missing-module", "module-syntax"
 */
export async function digestModules(
  modules: readonly string[],
  notebookDirectory: string,
): Promise<Readonly<Record<string, Digest>>> {
  const sources = await readModuleClosure(modules, notebookDirectory);
  return Object.fromEntries([...sources].map(([name, source]) => [name, digestOf(source)]));
}
