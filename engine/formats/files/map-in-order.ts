/**
 * Maps values through an asynchronous function with at most `limit` calls under way, and yields the results in the
 * order of the values as they become ready. The consumer's pace is the pace: no more than `limit` results wait.
 */
export async function* mapInOrder<Value, Result>(
  values: Iterable<Value>,
  limit: number,
  map: (value: Value) => Promise<Result>,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = [];
  try {
    for (const value of values) {
      if (underWay.length >= limit) yield (await underWay.shift()) as Result;
      underWay.push(map(value));
    }
    while (underWay.length > 0) yield (await underWay.shift()) as Result;
  } finally {
    // What is still under way after a failure must not end the process as an unhandled rejection.
    await Promise.allSettled(underWay);
  }
}
