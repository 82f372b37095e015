import type { DesktopBridge } from '../../engine/contract/desktop.ts';

declare global {
  interface Window {
    readonly millraceDesktop?: DesktopBridge;
  }
}

/** What the desktop shell adds; null behind the browser door. */
export const desktop: DesktopBridge | null = window.millraceDesktop ?? null;
