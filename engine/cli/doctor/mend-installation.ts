import { isPackaged } from '../../base/app-folder.ts';

/** How a part that belongs to Millrace itself comes back when it is missing or broken. */
export function mendInstallation(): string {
  return isPackaged() ? 'Install Millrace again' : 'Run "npm run setup"';
}
