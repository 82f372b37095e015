/** A message with the full stop that it may lack, so that a hint can follow it. */
export function sentence(message: string): string {
  return /[.!?:…]$/.test(message) ? message : `${message}.`;
}
