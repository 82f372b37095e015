import type { ErrorView } from '../../engine/contract/error.ts';

/** Where in the user's material an error lies, in words; empty where nothing is known. */
export function describeLocation({ location = {} }: Pick<ErrorView, 'location'>): string {
  const { file, line, column, record, feature, parameter } = location;
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return [
    place,
    record !== undefined && `record ${record}`,
    feature !== undefined && `feature “${feature}”`,
    parameter !== undefined && `parameter “${parameter}”`,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Everything known about an error as plain text, for a bug report. */
export function errorReport(error: ErrorView): string {
  const parts = [error.message, error.hint, describeLocation(error), `Code: ${error.code}`, error.details];
  return parts.filter(Boolean).join('\n');
}
