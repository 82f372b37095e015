import { useEffect, useMemo, useReducer } from 'react';
import type { MethodParams } from '../../../engine/contract/index.ts';
import { call } from '../../state/engine.ts';
import { RowPages } from '../examples/row-pages.ts';
import type { EvaluatedExample } from './comparison-list.tsx';
import type { ExampleSort } from './example-sort.ts';

/** The evaluated examples in an order, fetched as they come into sight. */
export function useEvaluatedExamples(
  artifactId: number,
  sort: ExampleSort | null,
  confusion: NonNullable<MethodParams<'evaluation.examples'>['confusion']> | null,
): RowPages<EvaluatedExample> {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
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
  return pages;
}
