import { ReportedError } from '../../engine/base/reported-error.ts';

/** Runs a script's body, which returns the exit status, and says in plain words why it failed if it does. */
export async function reporting(body: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await body();
  } catch (error) {
    process.exitCode = 1;
    if (!(error instanceof ReportedError)) throw error;
    console.error(`\n${error.message}.`);
    if (error.hint) console.error(`  ${error.hint}.`);
    if (error.details) console.error(`\n${error.details}`);
  }
}
