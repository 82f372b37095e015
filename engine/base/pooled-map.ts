/**
 * Maps values through an asynchronous function with at most `limit` calls under way; results keep the order of the
 * values. The first failure stops further calls and is thrown once the calls under way have settled.
 */
export async function pooledMap<Value, Result>(
  values: readonly Value[],
  limit: number,
  map: (value: Value, index: number) => Promise<Result>,
): Promise<Result[]> {
  if (!Number.isInteger(limit) || limit < 1) {
    throw new RangeError(`Cannot map with a pool of ${limit}: the limit must be a positive integer`);
  }
  const results = new Array<Result>(values.length);
  const pending = values.entries();
  let failed = false;
  const work = async (): Promise<void> => {
    for (const [index, value] of pending) {
      if (failed) {
        return;
      }
      try {
        results[index] = await map(value, index);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const workers = Array.from({ length: Math.min(limit, values.length) }, work);
  const settled = await Promise.allSettled(workers);
  const rejected = settled.find((outcome) => outcome.status === 'rejected');
  if (rejected) {
    throw rejected.reason;
  }
  return results;
}
