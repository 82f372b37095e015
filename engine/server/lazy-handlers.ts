import type { HandlerContext } from './handler.ts';

type Handler = (params: never, context: HandlerContext) => Promise<unknown>;

/**
 * Returns handlers whose code is loaded at the first call of one of them: the engine is up before the code of viewers
 * that no window has opened yet. `contract` names the methods; a table that lacks one does not compile.
 */
export function lazyHandlers<Name extends string>(
  contract: Readonly<Record<Name, unknown>>,
  load: () => Promise<Readonly<Record<Name, Handler>>>,
): Readonly<Record<Name, Handler>> {
  let table: ReturnType<typeof load> | undefined;
  const handlerOf = (name: Name): Handler => {
    return async (params, context) => {
      table ??= load();
      return (await table)[name](params, context);
    };
  };
  const names = Object.keys(contract) as Name[];
  return Object.fromEntries(names.map((name) => [name, handlerOf(name)])) as Record<Name, Handler>;
}
