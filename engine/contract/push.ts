import * as z from 'zod';
import { method } from './method.ts';

/** A file of a push with what would happen to it at the destination. */
const pushFileSchema = z.object({
  path: z.string(),
  sizeBytes: z.number(),
  change: z.enum(['added', 'changed', 'unchanged', 'removed']),
});

/** What a push would do, before it does anything. */
export const pushPlanSchema = z.object({
  destination: z.string(),
  allowed: z.boolean(),
  /** Why it is not allowed, or what to know ("this model was pushed before as v1700000000"). */
  notes: z.array(z.string()),
  creates: z.array(z.string()),
  files: z.array(pushFileSchema),
  /** What it may cost, in words; null where nothing is known. */
  cost: z.string().nullable(),
});
export type PushPlan = z.infer<typeof pushPlanSchema>;

export const pushRecordSchema = z.object({
  artifactId: z.number().int(),
  executionId: z.number().int(),
  cell: z.string(),
  kind: z.enum(['filesystem', 'hub', 'vertex']),
  pushedMs: z.number(),
  pushed: z.boolean(),
  version: z.string().nullable(),
  destination: z.string().nullable(),
  links: z.array(z.object({ label: z.string(), url: z.string() })),
  modelArtifactId: z.number().int().nullable(),
  /** Whether this is what serves now: the `current` alias, the newest branch, the traffic's target. */
  current: z.boolean(),
  reason: z.string().nullable(),
});
export type PushRecord = z.infer<typeof pushRecordSchema>;

/** A version as the destination itself describes it. */
export const pushedVersionSchema = z.object({
  /** Where it is, as a fetch names it: "owner/name" on the Hub. */
  repository: z.string(),
  version: z.string(),
  /** Null where the version's name does not say. */
  pushedMs: z.number().nullable(),
  url: z.string(),
  /** Whether it holds the very model that the cell would push now; null where it does not say what it holds. */
  sameModel: z.boolean().nullable(),
  /** Metrics by name, as the version's card gives them. */
  metrics: z.record(z.string(), z.number()),
});
export type PushedVersionView = z.infer<typeof pushedVersionSchema>;

/** What the window may know of an account: never the secret itself. */
export const accountViewSchema = z.object({
  service: z.enum(['huggingface', 'google']),
  signedIn: z.boolean(),
  user: z.string().nullable(),
  organisations: z.array(z.string()),
  scopes: z.array(z.string()),
  lastFour: z.string().nullable(),
  /** How the secret is kept: by the system's key store, only for this session, or from the environment. */
  storage: z.enum(['keychain', 'session', 'environment', 'none']),
  problem: z.string().nullable(),
});
export type AccountView = z.infer<typeof accountViewSchema>;

export const pushMethods = {
  /** The dry run of a push cell; changes are against the newest version there, or the one to compare with. */
  'push.plan': method(z.object({ cell: z.string(), compareWith: z.string().optional() }), pushPlanSchema),
  /** Versions that are at the destination now, newest first, for comparing and fetching. */
  'push.versions': method(z.object({ cell: z.string() }), z.array(pushedVersionSchema)),
  'push.history': method(z.object({ cell: z.string().optional() }), z.array(pushRecordSchema)),
  /** Points the destination's alias back to an earlier push. */
  'push.rollback': method(z.object({ artifactId: z.number().int() }), z.array(pushRecordSchema)),
  /** Runs the Space that a push would publish on this machine; the address is of another origin than the window. */
  'push.tryOut': method(
    z.object({ cell: z.string(), space: z.enum(['static', 'gradio']) }),
    z.object({ url: z.string() }),
  ),
  'account.get': method(z.object({ service: z.enum(['huggingface', 'google']) }), accountViewSchema),
  /** Takes a token (Hub) or the text of a service-account file (Google); it is checked, kept as `remember` says, and never sent back. */
  'account.signIn': method(
    z.object({
      service: z.enum(['huggingface', 'google']),
      secret: z.string().max(65_536),
      remember: z.boolean(),
    }),
    accountViewSchema,
  ),
  'account.signOut': method(z.object({ service: z.enum(['huggingface', 'google']) }), accountViewSchema),
  /** Names to choose from: repositories, projects, regions, buckets, endpoints. */
  'destination.choices': method(
    z.object({ cell: z.string(), parameter: z.string() }),
    z.array(z.object({ value: z.string(), label: z.string() })),
  ),
};
