import * as z from 'zod';
import { method } from './method.ts';

/** What a notebook can be exported to from the window. */
const exportKindSchema = z.enum(['tfx', 'github-actions']);
export type ExportKind = z.infer<typeof exportKindSchema>;

const exportNoteSchema = z.object({
  /** Null for the notebook as a whole. */
  cell: z.string().nullable(),
  message: z.string(),
});

const plannedFileSchema = z.object({
  /** Relative to the folder, with forward slashes. */
  path: z.string(),
  text: z.string(),
  /** What lies there now. */
  existing: z.string().nullable(),
  /** "kept" was written for a person to go on with, is there already, and stays as it is. */
  state: z.enum(['new', 'same', 'differs', 'kept']),
});
export type PlannedFile = z.infer<typeof plannedFileSchema>;

export const exportMethods = {
  /** What an export would write where, and what it cannot say; nothing is written. */
  'export.preview': method(
    z.object({ kind: exportKindSchema }),
    z.object({
      folder: z.string(),
      files: z.array(plannedFileSchema),
      notes: z.array(exportNoteSchema),
    }),
  ),
  /** Writes the new files; a file that differs must have been decided about, or nothing is written. */
  'export.write': method(
    z.object({ kind: exportKindSchema, decisions: z.record(z.string(), z.enum(['replace', 'keep'])) }),
    z.object({ folder: z.string(), written: z.array(z.string()) }),
  ),
};
