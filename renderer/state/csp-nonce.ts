/** The nonce of this load's policy, for libraries that make style elements of their own. */
export const cspNonce: string =
  document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
