// Runs before the first paint so that the window never flashes in the wrong theme; settings.ts keeps the key.
(() => {
  const matches = (query) => window.matchMedia(query).matches;
  const system = matches('(prefers-contrast: more)')
    ? 'contrast'
    : matches('(prefers-color-scheme: light)')
      ? 'light'
      : 'dark';
  let chosen = 'system';
  try {
    chosen = JSON.parse(localStorage.getItem('millrace.settings') ?? '{}').theme ?? 'system';
  } catch {
    // A damaged setting is the same as none.
  }
  document.documentElement.dataset.theme = chosen === 'system' ? system : chosen;
})();
