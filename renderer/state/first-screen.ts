/** What the engine said, with the page, that it will show first: its code is fetched while the line to the engine opens. */
export const firstScreen: string =
  document.querySelector<HTMLMetaElement>('meta[name="first-screen"]')?.content ?? '';
