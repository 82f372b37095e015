/** What happens to an address that a page, or somebody in it, wants to go to. */
export type NavigationVerdict = 'in-window' | 'external' | 'ask' | 'block';

/** Hosts that the app itself links to; they open in the browser without a question. */
const knownHosts: ReadonlySet<string> = new Set([
  'huggingface.co',
  'console.cloud.google.com',
  'cloud.google.com',
  'www.tensorflow.org',
  'github.com',
]);

/**
 * Classifies an address. Only the engine's own origin opens in the window; https and mailto may go to the system's
 * browser, for unknown hosts after a question that shows the address; everything else is blocked.
 */
export function navigationVerdict(address: string, engineOrigin: string | null): NavigationVerdict {
  const url = parseAddress(address);
  if (url === null) return 'block';
  if (engineOrigin !== null && url.origin === engineOrigin) return 'in-window';
  if (url.protocol === 'mailto:') return 'ask';
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return 'block';
  return knownHosts.has(url.hostname) ? 'external' : 'ask';
}

/** Parses an address as the system's browser would get it: parsed, without control characters, or not at all. */
export function parseAddress(address: string): URL | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (address.length > 4096 || /[\u0000-\u001f\u007f\s]/.test(address)) return null;
  try {
    return new URL(address);
  } catch {
    return null;
  }
}
