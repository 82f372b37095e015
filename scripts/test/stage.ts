/** What a stage of the test run counts. A check that is no test, such as the type check, counts as one. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** One part of `npm test`, chosen with `--only NAME`. It prints what went wrong itself. */
export interface Stage {
  readonly name: string;
  readonly run: (options: StageOptions) => Promise<Tally>;
}

export interface StageOptions {
  /** With the tests that take minutes: soak, fuzz, kill points. */
  readonly long: boolean;
}

export const nothing: Tally = { passed: 0, failed: 0, skipped: 0 };

export function addTallies(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, each) => ({
      passed: sum.passed + each.passed,
      failed: sum.failed + each.failed,
      skipped: sum.skipped + each.skipped,
    }),
    nothing,
  );
}

/** Turns the findings of one check into its tally and prints them. */
export function tallyOfFindings(title: string, findings: readonly string[]): Tally {
  if (findings.length === 0) return { ...nothing, passed: 1 };
  console.log(`${title}:`);
  for (const finding of findings) console.log(`  ${finding}`);
  return { ...nothing, failed: 1 };
}
