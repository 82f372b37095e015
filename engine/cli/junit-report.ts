import type { CellReport, RunReport } from './run-report.ts';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** XML cannot hold most control characters, not even escaped. */
const xml = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/g, '')
    .replaceAll(/[&<>"]/g, (character) => escapes[character] ?? '');

/** A run as a JUnit report, a test case for each cell, as CI systems show it. */
export function junitReport(report: RunReport, seconds: number): string {
  const failures = report.cells.filter((cell) => cell.state === 'failed').length;
  const skipped = report.cells.filter(isSkipped).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="${xml(report.notebook)}" tests="${report.cells.length}" failures="${failures}" skipped="${skipped}" time="${seconds.toFixed(3)}">`,
    ...report.cells.map(testCase),
    '</testsuite>',
    '',
  ].join('\n');
}

function testCase(cell: CellReport): string {
  const opening = `  <testcase classname="${xml(cell.component)}" name="${xml(cell.id)}" time="${cell.seconds}"`;
  if (isSkipped(cell))
    return `${opening}><skipped message="${xml(cell.reasons.join('; ') || cell.state)}"/></testcase>`;
  if (cell.error === null) return `${opening}/>`;
  const { message, hint = '', details = '' } = cell.error;
  return `${opening}><failure message="${xml(message)}">${xml([hint, details].filter((part) => part !== '').join('\n'))}</failure></testcase>`;
}

const isSkipped = (cell: CellReport): boolean => cell.state === 'skipped' || cell.state === 'cancelled';
