import { useCallback, useEffect, useMemo, useReducer } from 'react';
import type { z } from 'zod';
import type { evaluatedExampleSchema } from '../../../engine/contract/evaluation.ts';
import type { MethodParams } from '../../../engine/contract/index.ts';
import { call } from '../../state/engine.ts';
import { RowPages } from '../examples/row-pages.ts';
import type { ExampleSort } from './example-sort.ts';

export type EvaluatedExample = z.infer<typeof evaluatedExampleSchema>;

/** What is known of the rows; another object as soon as more is. */
export type EvaluatedExamples = Pick<RowPages<EvaluatedExample>, 'total' | 'error' | 'get' | 'ensure'>;

/** The evaluated examples in an order, fetched as they come into sight. */
export function useEvaluatedExamples(
  artifactId: number,
  sort: ExampleSort | null,
  confusion: NonNullable<MethodParams<'evaluation.examples'>['confusion']> | null,
): EvaluatedExamples {
  const [changes, redraw] = useReducer((count: number) => count + 1, 0);
  const key = JSON.stringify([artifactId, sort, confusion]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the whole request
  const pages = useMemo(
    () =>
      new RowPages<EvaluatedExample>({
        pageSize: 100,
        onChange: redraw,
        load: (offset, limit) =>
          call('evaluation.examples', {
            artifactId,
            offset,
            limit,
            ...(sort !== null && { sort }),
            ...(confusion !== null && { confusion }),
          }),
      }),
    [key],
  );
  useEffect(() => {
    pages.open();
    pages.ensure(0, 1);
    return () => pages.close();
  }, [pages]);
  // Always the same function: a page that failed is asked for again when one scrolls, not because it failed.
  const ensure = useCallback((first: number, end: number) => pages.ensure(first, end), [pages]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: pages change from within, which `changes` tells
  return useMemo(
    () => ({
      total: pages.total,
      error: pages.error,
      get: (index) => pages.get(index),
      ensure,
    }),
    [pages, ensure, changes],
  );
}
