import { create } from 'zustand';

export type ThemeChoice = 'system' | 'dark' | 'light' | 'contrast';
export type MotionChoice = 'system' | 'reduced' | 'full';

/** What a person sets once for every notebook; kept by the browser, not by the engine. */
export interface Settings {
  readonly theme: ThemeChoice;
  readonly motion: MotionChoice;
  /** Ask before a run that reaches outside: a push. */
  readonly confirmPushes: boolean;
}

const storageKey = 'millrace.settings';
const defaults: Settings = { theme: 'system', motion: 'system', confirmPushes: true };

export const useSettings = create<Settings>(() => readSettings());

/** Changes some settings, keeps them, and applies what the document shows of them. */
export function changeSettings(changes: Partial<Settings>): void {
  useSettings.setState(changes);
  localStorage.setItem(storageKey, JSON.stringify(useSettings.getState()));
  applySettings();
}

/** Puts theme and motion on the document, and does so again when the system's own preference changes. */
export function watchSettings(): void {
  applySettings();
  for (const query of [
    '(prefers-color-scheme: light)',
    '(prefers-contrast: more)',
    '(prefers-reduced-motion)',
  ]) {
    matchMedia(query).addEventListener('change', applySettings);
  }
}

/** The theme in force; changes are announced as a "themechange" event on the window. */
export function currentTheme(): Exclude<ThemeChoice, 'system'> {
  const { theme } = useSettings.getState();
  if (theme !== 'system') {
    return theme;
  }
  if (matchMedia('(prefers-contrast: more)').matches) {
    return 'contrast';
  }
  return matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
}

function applySettings(): void {
  const { motion } = useSettings.getState();
  const isReduced =
    motion === 'reduced' || (motion === 'system' && matchMedia('(prefers-reduced-motion: reduce)').matches);
  const root = document.documentElement;
  root.dataset.theme = currentTheme();
  root.dataset.motion = isReduced ? 'reduced' : 'full';
  window.dispatchEvent(new Event('themechange'));
}

function readSettings(): Settings {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}');
    return { ...defaults, ...(typeof kept === 'object' ? kept : {}) };
  } catch {
    return defaults;
  }
}
