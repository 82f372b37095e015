import { FuseState, FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';

/** How each fuse of a shipped binary must stand: what it must refuse, and what it must insist on. */
const wanted: ReadonlyMap<FuseV1Options, boolean> = new Map([
  [FuseV1Options.RunAsNode, false],
  [FuseV1Options.EnableCookieEncryption, true],
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable, false],
  [FuseV1Options.EnableNodeCliInspectArguments, false],
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, true],
  [FuseV1Options.OnlyLoadAppFromAsar, true],
  [FuseV1Options.GrantFileProtocolExtraPrivileges, false],
]);

/** Returns the fuses that a binary has: an older Electron lacks the newest. */
async function presentFuses(binary: string): Promise<readonly (readonly [FuseV1Options, boolean])[]> {
  const wire = await getCurrentFuseWire(binary);
  return [...wanted].filter(([option]) => wire[option] !== undefined);
}

/** Sets the fuses of a binary. On a Mac this undoes its signature, which signing then renews. */
export async function setFuses(binary: string): Promise<void> {
  const settings = Object.fromEntries(await presentFuses(binary));
  await flipFuses(binary, { version: FuseVersion.V1, resetAdHocDarwinSignature: true, ...settings });
}

/** Returns the names of the fuses of a binary that do not stand as they must. */
export async function findWrongFuses(binary: string): Promise<readonly string[]> {
  const wire = await getCurrentFuseWire(binary);
  const state = (enabled: boolean) => (enabled ? FuseState.ENABLE : FuseState.DISABLE);
  return (await presentFuses(binary))
    .filter(([option, enabled]) => wire[option] !== state(enabled))
    .map(([option]) => FuseV1Options[option]);
}
