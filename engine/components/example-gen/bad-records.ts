import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReportedError } from '../../base/reported-error.ts';
import type { ExecutionReporter } from '../../pipeline/component.ts';

/** Each of the first ones is logged; the rest is only listed in the file. */
const LOGGED = 20;
/** A set with more bad records than this is not data. */
const MAXIMUM_LISTED = 100_000;

/** Records that were left out because the user chose to skip what cannot be read. */
export class BadRecords {
  readonly #choice: 'fail' | 'skip';
  readonly #report: ExecutionReporter;
  readonly #errors: ReportedError[] = [];

  constructor(choice: 'fail' | 'skip', report: ExecutionReporter) {
    this.#choice = choice;
    this.#report = report;
  }

  get count(): number {
    return this.#errors.length;
  }

  /** Notes a bad record. @throws the error itself unless bad records are skipped */
  add(error: ReportedError): void {
    if (this.#choice === 'fail' || this.#errors.length >= MAXIMUM_LISTED) throw error;
    this.#errors.push(error);
    if (this.#errors.length <= LOGGED) this.#report.log('warning', `Skipped: ${error.message}`);
  }

  /** Lists what was skipped in `skipped-records.json` beside the splits, where there is anything. */
  async write(folder: string): Promise<void> {
    if (this.#errors.length === 0) return;
    const list = this.#errors.map(({ code, message, location }) => ({ code, message, location }));
    await writeFile(join(folder, 'skipped-records.json'), `${JSON.stringify(list, null, 2)}\n`);
    this.#report.log('warning', `${list.length} records were skipped; see skipped-records.json`);
  }
}
