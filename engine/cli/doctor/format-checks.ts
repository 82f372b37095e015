import type { DoctorCheck } from '../../contract/system.ts';

/** Returns the checks as a table of three columns, each gap followed by how to mend it. */
export function formatChecks(checks: readonly DoctorCheck[]): string {
  const width = Math.max(...checks.map((check) => check.name.length));
  return checks.map((check) => formatCheck(check, width)).join('\n');
}

function formatCheck(check: DoctorCheck, width: number): string {
  const verdict = check.ok ? 'ok     ' : check.optional ? 'absent ' : 'MISSING';
  const line = `${verdict}  ${check.name.padEnd(width)}  ${check.found}`;
  return check.ok || check.mend === undefined ? line : `${line}\n${' '.repeat(width + 11)}-> ${check.mend}`;
}
