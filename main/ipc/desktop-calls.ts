import * as z from 'zod';

const noArguments = z.tuple([]);
const fileName = z.string().min(1).max(255);
const somePath = z.string().min(1).max(4096);

/** The arguments of every call of `DesktopBridge`. */
export const desktopCalls = {
  chooseNotebook: noArguments,
  chooseFolder: noArguments,
  chooseSaveAs: z.tuple([fileName]),
  saveText: z.tuple([fileName, z.string()]),
  revealInFolder: z.tuple([somePath]),
  openExternal: z.tuple([somePath]),
} as const;

export type DesktopCallName = keyof typeof desktopCalls;

const mebibyte = 2 ** 20;

/** A report to save may be long; everything else is short. */
export function sizeLimit(name: DesktopCallName): number {
  return name === 'saveText' ? 64 * mebibyte : mebibyte;
}
