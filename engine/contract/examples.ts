import * as z from 'zod';
import { method } from './method.ts';

/** One feature of a set of Examples, as found in its first records and its statistics. */
export const exampleFeatureSchema = z.object({
  name: z.string(),
  kind: z.enum(['bytes', 'int', 'float']),
  /** How a viewer may show it: an image, a class mask, or plain values. */
  display: z.enum(['image', 'mask', 'values']),
  /** Height, width and channels where known. */
  shape: z.array(z.number()).optional(),
});

export const examplesViewSchema = z.object({
  artifactId: z.number().int(),
  splits: z.array(z.object({ name: z.string(), records: z.number().int() })),
  features: z.array(exampleFeatureSchema),
  imageFeature: z.string().nullable(),
  maskFeature: z.string().nullable(),
  /** Names and colours of the classes of the mask, by code. */
  classes: z.array(z.object({ code: z.number().int(), name: z.string(), color: z.string() })),
});
export type ExamplesView = z.infer<typeof examplesViewSchema>;

/** A feature's value shortened for a table cell: at most 8 values, text at most 200 characters. */
export const valuePreviewSchema = z.object({
  kind: z.enum(['bytes', 'int', 'float', 'missing']),
  length: z.number().int(),
  values: z.array(z.union([z.number(), z.string()])),
});

export const exampleRowSchema = z.object({
  /** Position of the record in its split, which names it in every call and address. */
  record: z.number().int(),
  features: z.record(z.string(), valuePreviewSchema),
});
export type ExampleRow = z.infer<typeof exampleRowSchema>;

/** Which records of a split are meant, and in which order. */
const selectionSchema = z.object({
  artifactId: z.number().int(),
  split: z.string(),
  /** A feature to sort by, with the direction. */
  sort: z.object({ feature: z.string(), descending: z.boolean() }).optional(),
  /** Only records for which each condition holds. */
  filter: z
    .array(
      z.object({
        feature: z.string(),
        operator: z.enum(['=', '!=', '<', '<=', '>', '>=', 'contains', 'missing', 'present']),
        value: z.union([z.string(), z.number()]).optional(),
      }),
    )
    .optional(),
  /** Only these records, as an anomaly or a confusion-matrix cell names them. */
  records: z.array(z.number().int()).optional(),
});

/** Records that have something in common; a range holds `from` and, but for the last, not `to`. */
export const exampleGroupSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('value'), value: z.union([z.string(), z.number()]), count: z.number().int() }),
  z.object({ kind: z.literal('range'), from: z.number(), to: z.number(), count: z.number().int() }),
  /** All values but the most frequent ones, and how many those are; null for more than were counted. */
  z.object({ kind: z.literal('other'), values: z.number().int().nullable(), count: z.number().int() }),
  /** NaN and the infinities. */
  z.object({ kind: z.literal('not-finite'), count: z.number().int() }),
  z.object({ kind: z.literal('missing'), count: z.number().int() }),
]);
export type ExampleGroup = z.infer<typeof exampleGroupSchema>;

/**
 * Pictures come over HTTP, cached for ever since artifacts never change:
 * `/artifact/{artifactId}/example/{split}/{record}/{feature}.png?size=96` (masks as colour-mapped RGBA PNG with
 * transparent background class; add `&raw=1` for class codes as grey values) and
 * `/artifact/{artifactId}/sprites/{split}/{page}.webp` for sheets of 1,024 thumbnails of 64 px, 32 by row.
 * Any file of an artifact: `/artifact/{artifactId}/file/{path}`.
 */
export const exampleMethods = {
  'examples.open': method(z.object({ artifactId: z.number().int() }), examplesViewSchema),
  'examples.page': method(
    selectionSchema.extend({
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(500),
    }),
    z.object({ total: z.number().int(), rows: z.array(exampleRowSchema) }),
  ),
  /** The groups that records fall into by a feature's first value; they follow each other in `examples.order`. */
  'examples.groups': method(
    selectionSchema.extend({ groupBy: z.string() }),
    z.object({ total: z.number().int(), groups: z.array(exampleGroupSchema) }),
  ),
  /** Only the numbers of the records, which is all that a grid of pictures needs; with `groupBy` group after group. */
  'examples.order': method(
    selectionSchema.extend({
      groupBy: z.string().optional(),
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(5000),
    }),
    z.object({ total: z.number().int(), rows: z.array(z.number().int()) }),
  ),
  'examples.record': method(
    z.object({ artifactId: z.number().int(), split: z.string(), record: z.number().int() }),
    z.object({
      record: z.number().int(),
      sizeBytes: z.number(),
      features: z.array(
        z.object({
          name: z.string(),
          preview: valuePreviewSchema,
          minimum: z.number().nullable(),
          maximum: z.number().nullable(),
        }),
      ),
    }),
  ),
};
