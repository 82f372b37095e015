/** A sequence of tokens, as Python prints a list of them, and what it was chosen by. */
export interface ReportedSequence {
  readonly text: string;
  readonly measure: number;
}

/** Sequences that TFDV reports by each measure. */
const REPORTED = 5;

/** Keeps the different sequences with the least measures; of equal measures the ones offered first. */
export class ReportedSequences {
  sequences: readonly ReportedSequence[] = [];

  /** `print` is asked only for sequences that may be kept: most are not. */
  offer(measure: number, print: () => string): void {
    const last = this.sequences.at(REPORTED - 1);
    if (last && measure >= last.measure) return;
    this.sequences = mergeReported(this.sequences, [{ text: print(), measure }]);
  }
}

export function mergeReported(
  a: readonly ReportedSequence[],
  b: readonly ReportedSequence[],
): readonly ReportedSequence[] {
  const sorted = [...a, ...b].sort((one, other) => one.measure - other.measure);
  const first = new Map<string, ReportedSequence>();
  for (const one of sorted) if (!first.has(one.text)) first.set(one.text, one);
  return [...first.values()].slice(0, REPORTED);
}
