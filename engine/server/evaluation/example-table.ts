import {
  type ModelRole,
  readExampleResults,
  type StoredExampleResult,
  unpackCodes,
} from '../../formats/evaluation/example-results.ts';

/** Examples beyond these are in the metrics but not in the viewers, which bounds the engine's memory. */
const maximumExamples = 100_000;

/** The example results of one evaluation, read once and asked often. */
export class ExampleTable {
  readonly rows: readonly StoredExampleResult[];
  readonly #byRecord: ReadonlyMap<number, StoredExampleResult>;
  readonly #pairs = new Map<string, Promise<ReadonlyMap<number, number>>>();

  private constructor(rows: readonly StoredExampleResult[]) {
    this.rows = rows;
    this.#byRecord = new Map(rows.map((row) => [row.record, row]));
  }

  /** Reads the results of an evaluation's folder; a table without rows where there are none. */
  static async read(evaluationDirectory: string): Promise<ExampleTable> {
    const rows: StoredExampleResult[] = [];
    try {
      for await (const row of readExampleResults(evaluationDirectory)) {
        if (rows.push(row) === maximumExamples) {
          break;
        }
      }
    } catch (error) {
      if ((error as { readonly code?: string }).code !== 'cannot-read') {
        throw error;
      }
    }
    return new ExampleTable(rows);
  }

  row(record: number): StoredExampleResult | undefined {
    return this.#byRecord.get(record);
  }

  /** Points of one actual class that the candidate took for another, by record; records without any are left out. */
  confused(pair: {
    readonly actual: number;
    readonly predicted: number;
  }): Promise<ReadonlyMap<number, number>> {
    const id = `${pair.actual}/${pair.predicted}`;
    const known = this.#pairs.get(id) ?? this.#count(pair);
    this.#pairs.set(id, known);
    return known;
  }

  async #count(pair: {
    readonly actual: number;
    readonly predicted: number;
  }): Promise<ReadonlyMap<number, number>> {
    const counts = new Map<number, number>();
    for (const row of this.rows) {
      const codes = await codesOf(row, 'candidate');
      const points = codes === null ? 0 : countPair(codes.label, codes.predicted, pair);
      if (points > 0) {
        counts.set(row.record, points);
      }
    }
    return counts;
  }
}

/** Label and prediction of an example as class codes, one a point; null for a model that predicts values. */
export async function codesOf(
  row: StoredExampleResult,
  role: ModelRole,
): Promise<{ readonly label: ArrayLike<number>; readonly predicted: ArrayLike<number> } | null> {
  const predicted = row.models[role]?.predicted;
  if (row.label === null || !predicted) {
    return null;
  }
  return { label: await unpackCodes(row.label), predicted: await unpackCodes(predicted) };
}

function countPair(
  label: ArrayLike<number>,
  predicted: ArrayLike<number>,
  pair: { readonly actual: number; readonly predicted: number },
): number {
  let count = 0;
  for (let point = 0; point < label.length; point++) {
    count += label[point] === pair.actual && predicted[point] === pair.predicted ? 1 : 0;
  }
  return count;
}
