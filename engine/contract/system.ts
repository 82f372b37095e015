import * as z from 'zod';
import { method } from './method.ts';

/** The status bar's figures, sampled each two seconds while a window is open. */
export const systemViewSchema = z.object({
  engineVersion: z.string(),
  tensorflow: z.object({ version: z.string(), device: z.string() }).nullable(),
  cpuPercent: z.number(),
  memoryBytes: z.number(),
  memoryTotalBytes: z.number(),
  gpu: z
    .object({
      name: z.string(),
      utilisationPercent: z.number(),
      memoryBytes: z.number(),
      memoryTotalBytes: z.number(),
    })
    .nullable(),
  diskFreeBytes: z.number(),
  workers: z.number(),
});
export type SystemView = z.infer<typeof systemViewSchema>;

export const doctorCheckSchema = z.object({
  name: z.string(),
  ok: z.boolean(),
  found: z.string(),
  /** What to do where `ok` is false. */
  mend: z.string().optional(),
  optional: z.boolean(),
});
export type DoctorCheck = z.infer<typeof doctorCheckSchema>;

export const systemMethods = {
  'system.get': method(z.object({}), systemViewSchema),
  'system.doctor': method(z.object({}), z.array(doctorCheckSchema)),
  /** Folders and notebooks below a folder, for the browser door's own file dialog. */
  'system.browse': method(
    z.object({ path: z.string().optional() }),
    z.object({
      path: z.string(),
      parent: z.string().nullable(),
      entries: z.array(z.object({ name: z.string(), kind: z.enum(['folder', 'notebook', 'file']) })),
    }),
  ),
};
