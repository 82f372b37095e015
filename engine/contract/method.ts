import type * as z from 'zod';

/** One remote call: the schema of its parameters, checked by the server before anything runs, and of its result. */
export interface MethodContract<Params extends z.ZodType = z.ZodType, Result extends z.ZodType = z.ZodType> {
  readonly params: Params;
  readonly result: Result;
}

export function method<Params extends z.ZodType, Result extends z.ZodType>(
  params: Params,
  result: Result,
): MethodContract<Params, Result> {
  return { params, result };
}
