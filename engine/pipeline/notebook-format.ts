import * as z from 'zod';

/** The newest version of the notebook file's format, and the one that is written. */
export const notebookVersion = 1;

/** A cell's id is a folder's name and the left part of a reference: no dots, no separators. */
export const cellIdPattern = /^[A-Za-z][A-Za-z0-9_-]{0,62}$/;

export const cellId = z
  .string()
  .regex(cellIdPattern, 'must begin with a letter and hold at most 63 letters, digits, "_" and "-"');

const references = z.union([z.string(), z.array(z.string())]);

export const noteCellFormat = z.strictObject({ id: cellId.optional(), note: z.string() });

export const componentCellFormat = z.strictObject({
  id: cellId,
  component: z.string(),
  inputs: z.record(z.string(), references).nullish(),
  parameters: z.record(z.string(), z.json()).nullish(),
});

const runtimeParameterFormat = z.strictObject({
  type: z.enum(['integer', 'number', 'string', 'boolean']),
  value: z.json(),
  description: z.string().optional(),
});

/** The whole file except its cells, which are read one by one for better messages. */
export const notebookFormat = z.strictObject({
  millrace: z.literal(notebookVersion),
  name: z.string().min(1).max(63),
  description: z.string().optional(),
  parameters: z.record(z.string(), runtimeParameterFormat).nullish(),
  cells: z.array(z.looseObject({})),
});
