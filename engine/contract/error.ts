import * as z from 'zod';

/** An error as it crosses a process boundary: the fields of `ReportedError`, and nothing that could leak. */
export const errorViewSchema = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string().optional(),
  location: z
    .object({
      cell: z.string(),
      parameter: z.string(),
      file: z.string(),
      line: z.number(),
      column: z.number(),
      record: z.number(),
      offset: z.number(),
      feature: z.string(),
    })
    .partial()
    .optional(),
  details: z.string().optional(),
});
export type ErrorView = z.infer<typeof errorViewSchema>;
