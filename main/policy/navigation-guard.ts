import { app, type WebContents } from 'electron';
import { navigationVerdict } from './navigation-policy.ts';

export interface NavigationGuard {
  readonly engineOrigin: () => string | null;
  /** Opens an address outside, by the policy. */
  readonly openExternal: (address: string) => void;
}

/** Puts every page under the navigation policy from the moment it exists: what nobody allowed is refused. */
export function guardNavigation(guard: NavigationGuard): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, guard));
}

function guardContents(contents: WebContents, { engineOrigin, openExternal }: NavigationGuard): void {
  const judge = (event: { preventDefault(): void }, address: string): void => {
    const verdict = navigationVerdict(address, engineOrigin());
    if (verdict === 'in-window') return;
    event.preventDefault();
    if (verdict !== 'block') openExternal(address);
  };
  contents.on('will-navigate', (event, address) => judge(event, address));
  contents.on('will-redirect', (event, address) => judge(event, address));
  contents.on('will-frame-navigate', (event) => judge(event, event.url));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    const verdict = navigationVerdict(url, engineOrigin());
    if (verdict === 'external' || verdict === 'ask') openExternal(url);
    return { action: 'deny' };
  });
}
