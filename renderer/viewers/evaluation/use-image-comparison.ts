import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import type { MethodParams } from '../../../engine/contract/index.ts';
import { defaultSort, type ExampleSort } from './example-sort.ts';
import { type EvaluatedExamples, useEvaluatedExamples } from './use-evaluated-examples.ts';

/** Class codes of a confusion-matrix cell. */
export type ConfusionCell = NonNullable<MethodParams<'evaluation.examples'>['confusion']>;

/** The images of an evaluation in their order, and the one that is looked at. */
export interface ComparedImages {
  readonly rows: EvaluatedExamples;
  readonly metrics: readonly string[];
  readonly sort: ExampleSort | null;
  readonly setSort: (sort: ExampleSort | null) => void;
  readonly place: number;
  readonly setPlace: (place: number) => void;
  /** Whether zoom and pan hold for all pictures of a record. */
  readonly isLocked: boolean;
  readonly setLocked: (isLocked: boolean) => void;
}

/** Lists the worst images first as soon as the first answer has named the metrics. */
export function useComparedImages(artifactId: number, confusion: ConfusionCell | null): ComparedImages {
  const [sort, setSort] = useState<ExampleSort | null>(null);
  const [place, setPlace] = useState(0);
  const [isLocked, setLocked] = useState(true);
  const rows = useEvaluatedExamples(artifactId, sort, confusion);
  const firstExample = rows.get(0);
  const metrics = useMemo(() => Object.keys(firstExample?.candidate ?? {}), [firstExample]);
  useEffect(() => {
    if (sort === null && confusion === null && metrics.length > 0) {
      setSort(defaultSort(metrics));
    }
  }, [sort, confusion, metrics]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list starts at its beginning
  useEffect(() => setPlace(0), [sort, confusion?.actual, confusion?.predicted]);
  return { rows, metrics, sort, setSort, place, setPlace, isLocked, setLocked };
}

/** Arrows go through the list, S sorts it worst first, Z locks the zoom. Returns whether the key was one of these. */
export function pressComparisonKey(event: KeyboardEvent, images: ComparedImages): boolean {
  const { rows, place, setPlace, metrics, setSort, isLocked, setLocked } = images;
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (step !== undefined && !(event.target instanceof HTMLInputElement)) {
    event.preventDefault();
    setPlace(Math.max(0, Math.min((rows.total ?? 0) - 1, place + step)));
    return true;
  }
  const letters = { s: () => setSort(defaultSort(metrics)), z: () => setLocked(!isLocked) };
  const act = letters[event.key.toLowerCase() as keyof typeof letters];
  if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) {
    return false;
  }
  event.preventDefault();
  act();
  return true;
}
