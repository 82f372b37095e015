import { electronWarning } from '../../engine/contract/electron-support.ts';

/** The variables through which electron-builder finds a certificate, and Apple a notarisation account. */
const needs: Readonly<Record<string, readonly string[]>> = {
  darwin: ['CSC_LINK', 'CSC_KEY_PASSWORD', 'APPLE_ID', 'APPLE_APP_SPECIFIC_PASSWORD', 'APPLE_TEAM_ID'],
  win32: ['WIN_CSC_LINK', 'WIN_CSC_KEY_PASSWORD'],
  linux: [],
};

/** Returns the variables that are not set and without which the package of a system stays unsigned. */
export function missingForSigning(
  platform: string,
  variables: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  return (needs[platform] ?? []).filter((name) => !variables[name]);
}

/** Says in capitals that a package will not be signed: such a package must not be released by mistake. */
export function noticeSigning(platform: string): void {
  const missing = missingForSigning(platform, process.env);
  if (missing.length === 0) return;
  console.warn(`\nTHIS PACKAGE IS NOT SIGNED: ${missing.join(', ')} not set. Do not release it.\n`);
}

/** Says in capitals that a package brings an Electron along that gets no fixes any more. */
export function noticeElectron(version: string, today: string = new Date().toISOString().slice(0, 10)): void {
  const warning = electronWarning(version, today);
  if (warning !== null) console.warn(`\nTHIS PACKAGE IS NOT SAFE: ${warning}. Do not release it.\n`);
}
