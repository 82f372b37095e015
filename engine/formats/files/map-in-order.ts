/**
 * Maps values through an asynchronous function with at most `limit` calls under way, and yields the results in the
 * order of the values as they become ready. The consumer's pace is the pace: no more than `limit` results wait.
 */
export async function* mapInOrder<Value, Result>(
  values: Iterable<Value> | AsyncIterable<Value>,
  limit: number,
  map: (value: Value) => Promise<Result>,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = [];
  try {
    for await (const value of values) {
      if (underWay.length >= limit) yield (await underWay.shift()) as Result;
      const result = map(value);
      // Awaited in its turn; until then a failure must not count as unhandled.
      result.catch(() => undefined);
      underWay.push(result);
    }
    while (underWay.length > 0) yield (await underWay.shift()) as Result;
  } finally {
    await Promise.allSettled(underWay);
  }
}
