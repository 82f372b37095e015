/** A run this short was watched, or is no news. */
const newsworthySeconds = 20;

/** Whether the end of a run is worth a notification: it was long, and nobody is looking. */
export function isNews(end: { readonly seconds: number; readonly focused: boolean }): boolean {
  return !end.focused && end.seconds >= newsworthySeconds;
}
