/** What the About window tells. */
export interface AboutFacts {
  readonly electron: string;
  readonly chromium: string;
  /** Why this Electron should not be used any more; null where it may. */
  readonly warning: string | null;
  /** The text of `BUNDLED.txt`: a summary, a blank line, then a line for each package. Empty in a checkout. */
  readonly bundled: string;
}

/** The lines below the app's name. The packages are only counted: listed, they would reach beyond any screen. */
export function aboutText({ electron, chromium, warning, bundled }: AboutFacts): string {
  const [summary = ''] = bundled.trim().split(/\r?\n\r?\n/);
  return [
    'Production ML pipelines on your own workstation.',
    'Apache License 2.0',
    '',
    `Electron ${electron}, Chromium ${chromium}`,
    ...(warning === null ? [] : [`${warning}: look for a newer Millrace.`]),
    ...(summary === '' ? [] : ['', 'Brought along:', summary]),
  ].join('\n');
}
